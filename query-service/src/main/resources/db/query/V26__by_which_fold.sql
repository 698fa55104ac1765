-- By which version of the fold the rows are that answer, and the least that a rebuild is for. What
-- was folded before there was a number is of the first.
create table folded (
    version int not null
);
insert into folded (version) values (1);
alter table rebuild add column fold int not null default 1;
