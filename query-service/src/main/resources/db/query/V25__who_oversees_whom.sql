-- Who oversees whom is read whole where it changed; a deputy's reading says for whom she stood in.
create index chronicle_oversight on chronicle (position)
    where type in ('oversight-given', 'oversight-withdrawn');
alter table access add column instead_of text;
comment on column access.basis is 'own, team, line, deputy, all';
