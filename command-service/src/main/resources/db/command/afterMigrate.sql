-- Where the service works by another role than the one that owns the tables: it works with all of them, but what is
-- recorded, and what was signed about it, it can only read and add to.
do $$
begin
    if '${writer}' <> current_user then
        grant select, insert, update, delete on all tables in schema public to "${writer}";
        revoke update, delete on log, ledger_checkpoint from "${writer}";
        revoke insert, update, delete on flyway_schema_history from "${writer}";
        -- The database is nobody else's.
        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to "${writer}"', current_database());
    end if;
end $$;
