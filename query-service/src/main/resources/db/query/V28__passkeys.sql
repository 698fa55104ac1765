-- By what else than a password a person signs in by herself. Public keys alone: what signs stays
-- with her. They end with her credential.
alter table credential add column handle bytea unique;  -- random: what her passkeys call her

create table passkey (
    number      bigint      generated always as identity primary key,
    id          bytea       not null unique,   -- what the authenticator calls it
    person      text        not null references credential on delete cascade,
    name        text        not null,          -- as she calls it; '': not at all
    public_key  bytea       not null,          -- as COSE writes it
    attestation bytea       not null,          -- what the authenticator said when it was made
    transports  text[]      not null,          -- by which ways a browser reaches it
    counter     bigint      not null,          -- of signatures; 0: the authenticator counts none
    made        timestamptz not null,
    used        timestamptz,                   -- when she last signed in by it
    asked       timestamptz not null           -- of the last challenge that it answered
);
create index passkey_person on passkey (person);
