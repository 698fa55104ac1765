-- Who is signed in with a browser. This is no projection: it cannot be folded from the log again,
-- and a rebuild of the read model leaves it alone.
create table session (
    number   bigint      generated always as identity primary key,
    hash     bytea       not null unique,      -- SHA-256 of what the browser's cookie holds
    role     text        not null,
    person   text,                             -- a rep or a manager; null: a role's own
    way      text        not null,             -- link, token, provider
    subject  text,                             -- the provider's sub, or the id of the token
    sid      text,                             -- what the provider calls its own session
    hint     text,                             -- the provider's ID token, sealed
    begun    timestamptz not null,
    seen     timestamptz not null,
    idle_end timestamptz not null,             -- moves on while it is used
    over_at  timestamptz not null,             -- does not
    ended    timestamptz                       -- by somebody, before its time
);
create index session_person on session (person);
create index session_subject on session (subject);
create index session_over on session (over_at);
