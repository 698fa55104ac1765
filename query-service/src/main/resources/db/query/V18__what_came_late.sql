-- Who kept what is known of a rep reads on from the highest position noted, unless something came late: at or below
-- a position that was noted before, as when a parked record is tried again.
alter table changed
    add column lowest bigint not null default 0,   -- the lowest event of the last change
    add column late   bigint not null default 0;   -- the last transaction that came late, or noted the first
