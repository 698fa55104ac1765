#!/bin/sh
# The roles by which the services work, and what is theirs: with no more rights than each needs. Runs at every start.
set -eu
secrets=${YARDSTICK_SECRETS:-/run/secrets}
PGPASSWORD=$(cat "$secrets/spring.datasource.password")
export PGPASSWORD

for role in yardstick_writer yardstick_query; do
    psql -q -v ON_ERROR_STOP=1 -v role="$role" -v password="$(cat "$secrets/$role")" <<'SQL'
select format('create role %I login', :'role') where not exists (select from pg_roles where rolname = :'role') \gexec
alter role :"role" password :'password';
SQL
done

psql -q -v ON_ERROR_STOP=1 <<'SQL'
alter database yardstick_query owner to yardstick_query;
-- What an older version made, the role that owned everything.
select format('alter %s owner to yardstick_query', what) from (
    select 'schema ' || nspname::regnamespace, nspowner from pg_namespace
    where nspname = 'rebuilding' or nspname = 'public' and nspowner <> 'pg_database_owner'::regrole
    union all
    select case relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass, relowner
    from pg_class c
    where relkind in ('r', 'S') and relnamespace in (select oid from pg_namespace where nspname in ('public', 'rebuilding'))
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i'))
) theirs (what, whose) where whose <> 'yardstick_query'::regrole \gexec
SQL
echo "yardstick_writer, yardstick_query: are there"
