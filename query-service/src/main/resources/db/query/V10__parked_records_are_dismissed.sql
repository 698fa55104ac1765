-- Who looked at a record that could not be applied, and leaves it at that. It stays unapplied, and so do those
-- of the same stream behind it.
alter table parked
    add column dismissed_at  timestamptz,
    add column dismissed_by  text,
    add column dismissed_for text;
