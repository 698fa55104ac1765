-- Facts know their source and are found by account; owners are found by rep; what is fixed for the
-- company by type. Everything is read again from Kafka, since earlier rows lack these.
truncate consumed, moment, chronicle, record_event, fact, parked;
alter table fact add column source int not null;   -- word
create index fact_account on fact (account, date) where account is not null and named;
create index chronicle_company on chronicle (position)
    where type in ('rates-fixed', 'holidays-fixed', 'forecast-calibrated');
comment on column chronicle.rep is 'whom the event is about; of an account: its owner';

-- On which business dates a source told anything about anybody, and since when that is known.
create table heard (
    source     int    not null,                -- word
    date       int    not null,                -- days since 1970-01-01
    known_from bigint not null,
    primary key (source, date)
);
