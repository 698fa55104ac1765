-- What waits is known by its connection and a key of its own; an operator may dismiss it.
-- Bodies are sealed from now on, since nobody knows what a CRM puts into them.
alter table parked
    add column connection   text        not null default 'api',   -- 'api' and 'kafka' for events as such
    add column form         text        not null default 'event', -- event, notice, record, delivery
    add column topic        text        not null default '',      -- what a notice or a record is about
    add column key          text,
    add column digest       text,                                 -- SHA-256 of the body, hexadecimal
    add column sealed       boolean     not null default false,
    add column definition   bigint,                               -- position of the mapping it was tried with
    add column dismissed_at timestamptz;
update parked
set key = encode(sha256(convert_to(source || chr(10) || subject || chr(10) || event_id || chr(10) || type, 'UTF8')), 'hex'),
    digest = encode(sha256(body), 'hex');
alter table parked
    alter column key set not null,
    alter column digest set not null,
    drop constraint parked_source_subject_event_id_type_key,
    add unique (connection, key);

-- Secrets of connections, sealed under a key that is not in the database.
create table connection_secret (
    connection text  primary key,
    sealed     bytea not null
);

-- Records to be fetched from a CRM's API; a row goes when what was fetched is in the log or parked.
create table pending_fetch (
    connection  text        not null,
    object      text        not null,
    record      text        not null,
    asked_at    timestamptz not null default clock_timestamp(),
    tries       int         not null default 0,
    next_try_at timestamptz not null default clock_timestamp(),
    problem     text,
    primary key (connection, object, record)
);
create index pending_fetch_next on pending_fetch (next_try_at);

-- The latest version of an account that was taken, so that an older one does not come after it.
create table account_version (
    source  text        not null,
    account text        not null,
    version timestamptz not null,
    primary key (source, account)
);

-- What came from each source; counted in memory and written every second.
create table feed (
    source           text   primary key,
    last_delivery_at timestamptz,
    last_event_at    timestamptz,                                 -- by the CRM's clock
    accepted         bigint not null default 0,
    duplicates       bigint not null default 0,
    parked           bigint not null default 0,
    ignored          bigint not null default 0,
    refused          bigint not null default 0,
    unverified       bigint not null default 0
);
