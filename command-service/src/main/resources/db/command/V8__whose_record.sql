-- Secrets belong to the origin to which they are shown: scheme, host and port of the API.
-- Those that are kept already belong to the one that their connection has now.
alter table connection_secret add column origin text not null default '';
update connection_secret s
set origin = coalesce(
    (select regexp_replace(
                lower(substring(coalesce(d.body ->> 'api',
                                         case d.body ->> 'kind' when 'hubspot' then 'https://api.hubapi.com' end)
                                from '^[A-Za-z]+://[^/?#]+')),
                '^(https://.*):443$|^(http://.*):80$', '\1\2')
     from (select convert_from(l.data, 'UTF8')::json as body from log l
           where l.stream = 'connection/' || s.connection order by l.sequence desc limit 1) d),
    '');

-- What lies too far ahead by the CRM's clock is tried again when its day has come.
alter table parked add column until timestamptz;
create index parked_until on parked (until) where until is not null and dismissed_at is null;
