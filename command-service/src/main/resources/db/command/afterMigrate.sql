-- Where the service works by another role than the one that owns the tables (yardstick.writer, which its connection for
-- migrations sets): it works with all of them, but what is recorded, and what was signed about it, it can only read and add to.
do $$
declare
    writer text := coalesce(nullif(current_setting('yardstick.writer', true), ''), current_user);
begin
    if writer <> current_user then
        perform pg_advisory_xact_lock(hashtext('yardstick.rights')); -- Two may start at once.
        execute format('grant select, insert, update, delete on all tables in schema public to %I', writer);
        execute format('revoke update, delete on log, ledger_checkpoint from %I', writer);
        execute format('revoke insert, update, delete on flyway_schema_history from %I', writer);
        -- The database is nobody else's.
        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to %I', current_database(), writer);
    end if;
end $$;
