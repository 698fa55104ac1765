-- What the process that rebuilds tells the others, and what they tell it. How often a rebuild began
-- (starts) is at the same time whose it is: of a process that was taken for dead nothing counts.
alter table rebuild
    add column progress  jsonb,
    add column cancelled boolean not null default false;
