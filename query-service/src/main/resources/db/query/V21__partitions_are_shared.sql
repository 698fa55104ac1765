-- Of several processes each applies some partitions. Whoever takes one over writes here the
-- transaction that claimed it, of which no two are alike; who claimed it before writes no more.
alter table consumed add column epoch bigint not null default 0;

-- The group in which Kafka shares the partitions among the processes on this database.
create table consumer_group (name text primary key);
insert into consumer_group values ('yardstick-query-' || gen_random_uuid());
