-- Attachments that are not to be had before something has looked at them.
alter table attachment add column attempts integer not null default 0;
alter table attachment add column next_attempt_at timestamptz not null default now();
alter table attachment add column claimed_until timestamptz;
alter table attachment add column harmful boolean not null default false;
comment on column attachment.state is 'PENDING: to be scanned; SCANNING: somebody has claimed it; STORED; REJECTED';
comment on column attachment.harmful is 'rejected for what is in it: the source of its message, which has it too, is not given out';
create index attachment_pending on attachment (next_attempt_at) where state in ('PENDING', 'SCANNING');
