-- The latest facts of a kind are found without the others, for the words that they were told by. What keeps a
-- fact unique is looked up by all three, so their order is free.
drop index fact_current;
create unique index fact_current on fact (kind, record, rep) where known_to = 9223372036854775807;
