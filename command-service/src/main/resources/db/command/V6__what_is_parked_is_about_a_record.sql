-- Which record is parked, and as of which version of it: what settles that record takes it away.
alter table parked
    add column stream  text not null default '',                  -- the record's; empty where it is not known
    add column version timestamptz;                               -- by the CRM's clock; null where the CRM has none
create index parked_stream on parked (stream) where stream <> '';
