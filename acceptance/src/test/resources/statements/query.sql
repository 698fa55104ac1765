-- What 200,000 events are folded into, with what people asked for meanwhile.
insert into consumed (topic, partition, topic_id, next_offset, position, watermark)
select 'yardstick.events', n, 'id', 25000, 200000, 200000 from generate_series(0, 7) n;
insert into moment (recorded_at, position)
select timestamptz '2024-01-01' + n * interval '5 minutes', n * 2 from generate_series(1, 100000) n;
insert into chronicle (position, stream, rep, type, revision, data, actor, source, causation, correlation)
select n,
       case when n <= 500 then 'rep/rep-' || n
            when n <= 510 then 'rates/2024'
            when n <= 520 then 'template/t-' || n
            when n <= 8000 then 'account/account-' || n % 3000
            when n <= 18000 then 'expectation/expectation-' || n % 5000
            else 'parked/' || n end,
       case when n <= 500 then 'rep-' || n when n > 520 and n <= 18000 then 'rep-' || n % 500 end,
       case when n <= 500 then 'rep-hired'
            when n <= 510 then 'rates-fixed'
            when n <= 520 then 'template-set'
            when n <= 8000 then 'account-registered'
            when n <= 18000 then case n % 10 when 0 then 'expectation-communicated' else 'expectation-set' end
            else 'parked-resolved' end,
       1, '{"some":"data of an event, of about as many bytes as they have"}', 'manager', 'api', '', 'c-' || n
from generate_series(1, 20000) n;
insert into origin (id, actor, source, causation, correlation)
select n, 'crm', '/crm/one', '', 'c-' || n % 5000 from generate_series(20001, 25000) n;
insert into record_event (stream, position, type, revision, data, origin)
select 'deal//crm/one/' || n % 90000, n, 'deal-won', 1, '{"some":"data of an event, of about as many bytes as they have"}',
       20001 + n % 5000
from generate_series(20001, 200000) n;
insert into record_rep (rep, position) select 'rep-' || n % 500, n from generate_series(20001, 200000) n;
insert into word (text) select 'word-' || n from generate_series(1, 20000) n;
insert into fact (record, rep, kind, date, position, known_from, share, shared, named, account, source, amount)
select n, n % 500 + 1, n % 9 + 501, 19700 + n % 1000, n, n, 100000000, false, true, case n % 2 when 0 then n % 3000 + 600 end, 510, 1000
from generate_series(20001, 200000) n;
insert into heard (source, date, known_from) select 510 + n % 3, 19000 + n / 3, n from generate_series(1, 3000) n;
insert into parked (topic, partition, "offset", stream, reason, body, dismissed_at, dismissed_by, dismissed_for)
select 'yardstick.events', n % 8, n, 'deal//crm/one/' || n % 5000, 'a reason', 'body', case n % 10 when 0 then null else now() end, 'operator', 'why'
from generate_series(1, 20000) n;
insert into access (at, actor, basis, call, reps)
select now() - n * interval '1 minute', 'manager:m-' || n % 50, 'team', 'GET /api/v1/reps', array['rep-' || n % 500, 'rep-' || (n + 7) % 500]
from generate_series(1, 50000) n;
insert into rebuild (source, state, ended_at) select 'kafka', 'done', now() from generate_series(1, 20) n;
insert into notice_wish (person, kinds, mail, language) select 'rep-' || n, array['warning'], true, 'en' from generate_series(1, 5000) n;
insert into notice_subscription (person, kind, channel, since)
select 'rep-' || n % 5000 + 1, case n / 5000 when 0 then 'warning' when 1 then 'expectation-communicated' else 'expectation-disputed' end, 'mail', now()
from generate_series(0, 14999) n;
insert into notice (person, kind, channel, subject, rep, expectation, version, clause, since, state, over)
select 'rep-' || n % 5000, 'warning', 'mail', 'subject-' || n, 'rep-' || n % 500, 'expectation-' || n % 5000, 1, 'clause', current_date,
       case n % 1000 when 0 then 'pending' when 1 then 'given-up' else 'sent' end, n % 20 > 0
from generate_series(1, 50000) n;
insert into changed (about, change, position) select 'rep/rep-' || n, n, n from generate_series(1, 10000) n;
insert into changed (about, change, position) select 'story/rep-' || n, n, n from generate_series(1, 10000) n;
insert into changed (about, change, position) values ('company', 1, 1), ('reps', 1, 1);
insert into looking (rep, kind) select 'rep-' || n, 'deal-won' from generate_series(1, 5000) n;
insert into credential (person, role, password, since, changed)
select 'rep-' || n, 'rep', 'a hash of about as many characters as they have, a hundred', now(), now() from generate_series(1, 20000) n;
update credential set handle = sha256(convert_to(person, 'UTF8'));
insert into passkey (id, person, name, public_key, attestation, transports, counter, made, asked)
select sha256(convert_to('key-' || n, 'UTF8')), 'rep-' || n, '', '\x00', '\x00', '{internal}', 0, now(), now() from generate_series(1, 20000) n;
insert into sign_in_attempt (who, count, open_at, over_at)
select sha256(convert_to('who-' || n, 'UTF8')), 1, now(), now() + n * interval '4 seconds' from generate_series(1, 20000) n;
insert into saved_view (role, person, page, name, query)
select 'manager', 'manager-' || n % 5000, 'team', 'name-' || n, '?sort=name' from generate_series(1, 20000) n;
