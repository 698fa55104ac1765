-- A log of 200,000 events, as a company with two CRMs has it after some years; made set-wise, so in seconds.
alter table log disable trigger log_is_append_only;
insert into log (position, recorded_at, stream, sequence, type, revision, id, data, metadata, rep)
select n, timestamptz '2024-01-01' + n * interval '5 minutes', stream, sequence, type, 1, gen_random_uuid(),
       '{"some":"data of an event, of about as many bytes as they have"}', '{"actor":"crm"}', rep
from (
    select n,
           case when n <= 500 then 'rep/rep-' || n
                when n <= 520 then 'connection/crm-' || (n - 500) % 5
                when n <= 8000 then 'account/account-' || (n - 520) % 3000
                when n <= 18000 then 'expectation/expectation-' || (n - 8000) % 5000
                else case n % 2 when 0 then 'deal/' else 'activity/' end || '/crm/one/' || (n - 18000) % 90000 end stream,
           case when n <= 500 then 0
                when n <= 520 then (n - 501) / 5
                when n <= 8000 then (n - 521) / 3000
                when n <= 18000 then (n - 8001) / 5000
                else (n - 18001) / 90000 end sequence,
           case when n <= 500 then 'rep-hired'
                when n <= 520 then 'connection-defined'
                when n <= 8000 then 'account-registered'
                when n <= 18000 then 'expectation-set'
                else 'deal-won' end type,
           case when n between 8001 and 18000 then 'rep-' || (n - 8000) % 500 end rep
    from generate_series(1, 200000) n) e
on conflict do nothing;
alter table log enable trigger log_is_append_only;
update log_head set position = 200000, recorded_at = now();

insert into parked (id, source, subject, event_id, type, waiting_for, reason, body, actor, connection, form, topic,
                    key, digest, sealed, definition, stream, version, dismissed_at)
select gen_random_uuid(), '/crm/' || n % 5, n::text, n::text, 'crm.deal.won',
       case n % 2 when 0 then 'rep/unknown-' || n % 50 else 'account/unknown-' || n % 5000 end, 'a reason', 'body', 'crm',
       'crm-' || n % 5, case n % 3 when 0 then 'record' else 'event' end, case n % 3 when 0 then 'deals:' || n else '' end,
       n::text, n::text, true, 501, case n % 4 when 0 then '' else 'deal//crm/' || n % 5 || '/' || n end, now(),
       case n % 10 when 0 then null else now() end
from generate_series(1, 20000) n;
insert into personal_key (person, key) select 'rep-' || n, 'key' from generate_series(1, 20000) n;
insert into pending_fetch (connection, object, record, next_try_at, problem)
select 'crm-' || n % 5, 'deals', n::text, now() + (n % 1000) * interval '1 minute', case n % 7 when 0 then 'away' end
from generate_series(1, 20000) n;
insert into account_version (source, account, version) select '/crm/' || n % 5, 'account-' || n, now() from generate_series(1, 20000) n;
insert into ledger_tile (level, number, hashes) select 0, n, sha256('') from generate_series(0, 20000) n;
insert into ledger_checkpoint (size, name, time, note) select n, 'key', now(), 'note' from generate_series(1, 20000) n;
insert into connection_secret select 'crm-' || n, 'sealed' from generate_series(0, 4) n;
insert into feed (source) select '/crm/' || n from generate_series(0, 4) n;

insert into access_token (id, name, role, person, sources, made_at, expires_at, last_used_at)
select gen_random_uuid(), 'of a program', 'crm', case n % 10 when 0 then 'rep-' || n % 500 end, null,
       timestamptz '2025-01-01' + n * interval '1 hour', timestamptz '2026-01-01' + n * interval '1 hour', null
from generate_series(1, 10000) n;
