-- The definitions of connections: few, among all events.
create index log_connection on log (stream, position) where type = 'connection-defined';

-- What is parked and open, counted by connection and by what it waits for; and whether a record of a source is.
create index parked_open on parked (connection, waiting_for) where dismissed_at is null;
create index parked_subject on parked (source, subject) where dismissed_at is null;

-- What of one connection is due, however much of another is.
create index pending_fetch_due on pending_fetch (connection, next_try_at);

-- Erasures that the log does not tell of yet: few, among all persons there ever were.
create index personal_key_unrecorded on personal_key (person) where erased_at is not null and not recorded;
