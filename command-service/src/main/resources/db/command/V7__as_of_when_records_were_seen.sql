-- As of when a CRM is known to have a record that is to be fetched, by its clock: when it said so last.
alter table pending_fetch add column seen timestamptz;
