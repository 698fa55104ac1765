-- Whatever changes what is known of a rep says so here, in the same transaction: whoever kept an answer sees whether
-- it still holds. What was applied before this table was made counts as never changed since.
create table changed (
    about    text   primary key,               -- rep/ID, or company: what counts for every rep
    change   bigint not null,                  -- the transaction that changed it last; no two are alike
    position bigint not null                   -- the highest event that changed it
) with (fillfactor = 70);

create table looking (                         -- reps whose expectations look at what others did with their accounts
    kind text not null,                        -- the kind of fact that counts: deal-won
    rep  text not null,
    primary key (kind, rep)
);
insert into looking (rep, kind)
select distinct c.rep, case measure ->> 'kind' when 'growth' then measure ->> 'of' else 'deal-won' end
from chronicle c,
    jsonb_array_elements(convert_from(c.data, 'UTF8')::jsonb -> 'clauses') clause,
    lateral (select clause -> 'measure' as measure) m
where c.type in ('expectation-set', 'expectation-revised')
  and (measure ->> 'kind' = 'growth' or measure ->> 'firstWinOnly' = 'true');
