-- The truth: every event, in one dense sequence of positions in commit order.
-- Every writer locks the head row first, so positions have no holes, and a rollback gives numbers back.
create table log_head (
    singleton   boolean     primary key default true check (singleton),
    position    bigint      not null,
    recorded_at timestamptz not null
);
insert into log_head (position, recorded_at) values (0, '-infinity');

create table log (
    position    bigint      primary key,
    recorded_at timestamptz not null,
    stream      text        not null,
    sequence    bigint      not null,           -- the place in the stream, from 0
    type        text        not null,           -- the event's stable name
    revision    smallint    not null,
    id          uuid        not null,           -- UUIDv7
    data        bytea       not null,           -- JSON, byte for byte as written: the ledger hashes it
    metadata    bytea       not null,           -- JSON: actor, source, causation, correlation
    rep         text,                           -- the rep whom an expectation is about
    unique (stream, sequence)
);
-- What was agreed with one rep is decided upon across expectations.
create index log_rep on log (rep, position) where rep is not null;

create function log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only';
end $$;
create trigger log_is_append_only before update or delete or truncate on log
    for each statement execute function log_is_append_only();

-- One key per person; destroying it erases that person's texts wherever they are stored.
create table personal_key (
    person     text        primary key,
    key        bytea       not null,            -- 32 bytes, AES-256
    created_at timestamptz not null default now()
);

-- How far the log has been shipped to a topic; another topic id means that Kafka was lost.
create table shipping (
    topic    text   primary key,
    topic_id text   not null,
    position bigint not null
);

-- What intake could not take yet, with what it waits for.
create table parked (
    id          uuid        primary key,
    source      text        not null,
    subject     text        not null,
    event_id    text        not null,
    type        text        not null,
    waiting_for text        not null,           -- the stream that has to exist: rep/… or account/…
    reason      text        not null,
    body        bytea       not null,           -- the CloudEvent, JSON
    actor       text        not null,
    parked_at   timestamptz not null default now(),
    unique (source, subject, event_id, type)
);
create index parked_waiting_for on parked (waiting_for);
