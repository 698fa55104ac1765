-- A record that command-service did not sign is none of its stream's, whatever it says: nothing waits behind it.
alter table parked add column ours boolean not null default true;
