-- What is parked of a stream, and the pages of what is parked.
create index parked_stream on parked (stream);
create index parked_listed on parked ((dismissed_at is not null), parked_at, topic, partition, "offset");

-- How many notices wait or were given up, among all that were ever sent.
create index notice_open on notice (state, tries) where state in ('pending', 'given-up');
