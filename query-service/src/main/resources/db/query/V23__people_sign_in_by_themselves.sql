-- How people sign in where no identity provider does it. Like sessions this is no projection: the
-- log does not tell it, and a rebuild of the read model leaves it alone.

-- A link that is valid once. Without a person it opens a session of the role; with one she chooses
-- by it how she signs in from then on.
create table sign_in_link (
    hash    bytea       primary key,           -- SHA-256 of the code in the link
    role    text        not null,
    person  text,
    made_by text,                              -- manager:kim; null: for a terminal
    made_at timestamptz not null,
    ends_at timestamptz not null
);
create index sign_in_link_person on sign_in_link (person);
create index sign_in_link_end on sign_in_link (ends_at);

create table credential (
    person    text        primary key,         -- a rep, a manager, or who else has an id here
    role      text        not null,
    password  text,                            -- its hash (Argon2id); null: passkeys alone
    since     timestamptz not null,            -- when she first chose
    changed   timestamptz not null,            -- when she last chose a password
    signed_in timestamptz                      -- when she last did
);

-- Passwords that were tried in vain, of one person or from one address.
create table sign_in_attempt (
    who     bytea       primary key,           -- a hash that leads nowhere
    count   int         not null,
    open_at timestamptz not null,              -- when the next may be tried
    over_at timestamptz not null               -- when these are forgotten
);
create index sign_in_attempt_over on sign_in_attempt (over_at);
