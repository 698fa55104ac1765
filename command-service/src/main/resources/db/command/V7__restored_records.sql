-- When the CRM says that a record was restored: its own time of modification need not tell.
alter table pending_fetch add column restored_at timestamptz;
