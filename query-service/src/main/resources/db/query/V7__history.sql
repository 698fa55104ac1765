-- A readable history: who recorded an event, in which request, and which events of CRM records are
-- about whom. When it was recorded is in moment. Everything is read again from Kafka, since earlier
-- rows lack these.
truncate consumed, moment, chronicle, record_event, fact, parked, heard;
alter table chronicle
    add column actor text not null,
    add column source text not null,
    add column causation text not null,
    add column correlation text not null;
alter table record_event
    add column actor text not null,
    add column source text not null,
    add column causation text not null,
    add column correlation text not null;
create unique index record_event_position on record_event (position);

-- The events of CRM records that name a rep, share credit with her, or change what counts for her.
create table record_rep (
    rep      text   not null,
    position bigint not null,
    primary key (rep, position)
);

-- What was decided about something parked is about whom the record event of the same request is about.
create index chronicle_parked on chronicle (correlation) where type = 'parked-resolved';
