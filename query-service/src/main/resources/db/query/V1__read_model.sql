-- Everything here is folded from the log and may be dropped: it fills again from Kafka.
-- Texts about persons stay sealed; only query-service's memory holds them in the clear.

-- How far each partition has been read; rows and offsets change in one transaction.
create table consumed (
    topic       text   not null,
    partition   int    not null,
    topic_id    text   not null,               -- Kafka's own id; another one: read again from the start
    next_offset bigint not null,
    position    bigint not null,               -- highest event applied; at or below it is a duplicate
    watermark   bigint not null,               -- all events of the partition up to it have been applied
    primary key (topic, partition)
);

-- When positions were recorded: the last position of each recording instant.
create table moment (
    recorded_at timestamptz primary key,
    position    bigint not null
);
create index moment_position on moment (position);

-- Events that are few: reps, accounts, expectations. They are folded when they are asked for,
-- so what was known at an earlier position is the same fold of fewer rows.
create table chronicle (
    position bigint   primary key,
    stream   text     not null,
    rep      text,                             -- whom a rep's or an expectation's event is about
    type     text     not null,
    revision smallint not null,
    data     bytea    not null
);
create index chronicle_rep on chronicle (rep, position) where rep is not null;
create index chronicle_stream on chronicle (stream, position);

-- The versions of each CRM record: late ones have to be folded in the CRM's order.
create table record_event (
    stream   text     not null,
    position bigint   not null,
    type     text     not null,
    revision smallint not null,
    data     bytea    not null,
    primary key (stream, position)
);

-- Words, so that facts hold numbers only.
create table word (
    id   int  generated always as identity primary key,
    text text not null unique
);

-- What the records amount to, for each rep with a credit and for the rep named.
-- Known at P are the rows with known_from <= P < known_to.
create table fact (
    record     bigint   not null,              -- position of the record's first event
    rep        int      not null,              -- word
    kind       int      not null,              -- word: call … deal-lost
    date       int      not null,              -- business date, days since 1970-01-01
    position   bigint   not null,              -- the event whose data it shows
    known_from bigint   not null,
    known_to   bigint   not null default 9223372036854775807,
    share      bigint   not null,              -- credit in 1/100,000,000; 0: named without credit
    shared     boolean  not null,
    named      boolean  not null,
    account    int,                            -- words from here
    method     int,
    channel    int,
    outcome    int,
    attended   int,                            -- with whom, joined by the unit separator
    course     int,
    aspect     int,
    currency   int,
    rating     bigint,                         -- in 1/10,000 from here
    hours      bigint,
    days       bigint,
    amount     bigint
);
create index fact_rep on fact (rep, date);
create unique index fact_current on fact (record, rep, kind) where known_to = 9223372036854775807;

-- Records that could not be applied, and those of the same stream behind them.
create table parked (
    topic     text   not null,
    partition int    not null,
    "offset"  bigint not null,
    stream    text   not null,
    reason    text   not null,
    body      bytea  not null,
    parked_at timestamptz not null default now(),
    primary key (topic, partition, "offset")
);
