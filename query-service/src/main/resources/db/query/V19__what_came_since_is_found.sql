-- What came or went since a rep was read last, and what others did of a kind: found without looking through all of it.
drop index fact_rep;
create index fact_rep on fact (rep, known_from);
create index fact_ceased on fact (rep, known_to) where known_to < 9223372036854775807;
drop index fact_account;
create index fact_account on fact (account, kind) where account is not null and named;
