-- Who read about whom. This is no projection: it cannot be folded from the log again.
create table access (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null default clock_timestamp(),
    actor   text        not null,               -- as the log names callers: manager:kim
    basis   text        not null,               -- own, team, all
    call    text        not null,               -- GET /api/v1/reps/robin/timeline?on=2026-06-30
    reps    text[]      not null,
    reason  text                                -- sealed under the one rep's key
);
create index access_reps on access using gin (reps);
create index access_at on access (at);
