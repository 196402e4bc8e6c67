-- A snoozed ticket is nobody's load and is not routed before it wakes.
alter table ticket add column snoozed boolean not null default false;
