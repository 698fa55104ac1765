-- Ids of words are given once, also to the dictionary of a rebuilt read model: so what a process
-- remembers of one dictionary is never wrong of another.
create sequence word_id as int;
select setval('word_id', coalesce(max(id), 0) + 1, false) from word;
alter table word alter column id drop identity;
alter table word alter column id set default nextval('word_id');

-- When the read model was rebuilt, and what came of it. This is no projection. Whoever reads several
-- tables locks this one in share mode first, the swap locks it alone: nobody sees half of a swap.
create table rebuild (
    id         bigint      generated always as identity primary key,
    source     text        not null,            -- kafka, log
    state      text        not null,            -- running, done, failed, cancelled
    started_at timestamptz not null default clock_timestamp(),
    ended_at   timestamptz,
    starts     int         not null default 1,  -- it begins anew when the process ends in the middle
    events     bigint,
    detail     text,                            -- why it failed
    tables     jsonb                            -- old and rebuilt, compared
);
create unique index rebuild_one on rebuild (state) where state = 'running';
