-- Under which key the records of a topic are signed; empty: they are not. Under another key all is shipped again.
alter table shipping add column signed_by text not null default '';

-- What is parked is looked for by what it waits for, a name at a time, and not row by row.
drop index parked_waiting_for;
create index parked_waiting_for on parked (waiting_for, id) where dismissed_at is null and waiting_for <> '';
create index parked_definition on parked (connection, definition) where dismissed_at is null and definition is not null;
