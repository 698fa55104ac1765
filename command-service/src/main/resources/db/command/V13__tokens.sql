-- The bearer tokens that were made here or used, with what is said of them beside the log: who gave and took
-- the right is in the log, a name and a reason are texts that have to go with a person. Never the token.
create table access_token (
    id           uuid        primary key,           -- the claim jti
    name         text,
    role         text        not null,
    person       text,
    sources      text[],                            -- the only ones that it may write; null: it is bound to none
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,                       -- the minute
    reason       text                               -- why it was revoked
);
create index access_token_person on access_token (person) where person is not null;
create index access_token_expired on access_token (expires_at);
