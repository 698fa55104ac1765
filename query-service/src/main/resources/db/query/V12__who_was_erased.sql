-- Who was erased is looked up at each start.
create index chronicle_erased on chronicle (rep) where type = 'rep-erased';
