-- An erased person's row stays, without the key, so that no other is made.
alter table personal_key
    alter column key drop not null,
    add column erased_at timestamptz,
    add column erased_by text,
    add column erased_for text,
    add column recorded boolean not null default false, -- whether the log says so too
    add check ((key is null) = (erased_at is not null));
