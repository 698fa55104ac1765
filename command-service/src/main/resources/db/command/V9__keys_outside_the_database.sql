-- Which key sealed a row, of those that are outside the database. Null where that was not noted yet: a
-- person's key lies in clear then, anything else may be sealed by any key. The next start seals all by the current one.
alter table personal_key add column kid text;
alter table connection_secret add column kid text;
alter table parked add column kid text;

-- What is changed stays in a table's file for a while: after the keys are sealed it is written anew.
do $$
begin
    if exists (select from personal_key) then
        comment on table personal_key is 'keys lay here in clear';
    end if;
end $$;
