-- A row that can't be published is parked; the rows behind it with the same topic and key wait. One with a time and no
-- reason is tried again.
alter table outbox add column parked_reason text, add column parked_at timestamptz;
create index outbox_parked on outbox (topic, record_key) where parked_reason is not null;
