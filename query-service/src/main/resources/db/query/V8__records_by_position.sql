-- A comparison of two moments looks up the versions of those records that changed between them.
create unique index if not exists record_event_position on record_event (position);
