-- What people want to be told, and what they were told. This is no projection: it cannot be folded
-- from the log again, and a rebuild of the read model leaves it alone.
create table notice_wish (
    person   text    primary key,              -- a rep or a manager
    kinds    text[]  not null,
    mail     boolean not null,
    address  text,                             -- sealed under the person's key, as are the next two
    webhook  text,
    secret   text,
    language text    not null
);

-- Which kind by which channel, and since when: what was known before is not told.
create table notice_subscription (
    person  text        not null references notice_wish on delete cascade,
    kind    text        not null,
    channel text        not null,
    since   timestamptz not null,
    primary key (person, kind, channel)
);
create index notice_subscription_kind on notice_subscription (kind, person);

-- A notice holds ids only; its text is written when it is sent.
create table notice (
    number      bigint      generated always as identity primary key,
    id          uuid        not null default gen_random_uuid() unique,
    person      text        not null,
    kind        text        not null,
    channel     text        not null,
    subject     text        not null,          -- what it tells of: once to a person by a channel
    rep         text        not null,
    expectation text        not null,
    version     int         not null,
    clause      text,                          -- of a warning
    since       date        not null,
    state       text        not null default 'pending', -- sent, given-up, dropped
    reason      text,                          -- why it failed last, or why it was dropped
    tries       int         not null default 0,
    next_try    timestamptz not null default clock_timestamp(),
    made_at     timestamptz not null default clock_timestamp(),
    sent_at     timestamptz,
    over        boolean     not null default false, -- a warning's spell has ended
    unique (person, kind, subject, channel)
);
create index notice_due on notice (next_try) where state = 'pending';
create index notice_of_rep on notice (rep);

-- Up to which position the log has been looked through; the read model may be behind while it is rebuilt.
create table notice_progress (position bigint not null);
insert into notice_progress values (0);
