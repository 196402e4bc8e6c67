-- The ledger of what came in: when ticket-service was seen to have it. Filled from the journal, which is read from its
-- beginning, also for what came in before there was a ledger.
alter table inbound_message add column seen_at timestamptz;
create index inbound_message_not_seen on inbound_message (workspace, received_at) where seen_at is null;
create index inbound_message_workspace on inbound_message (workspace, received_at);

-- What a payload was read as: to tell whether reading it again says something else.
alter table inbound_message add column reading text;
comment on column inbound_message.reading is 'SHA-256 of text and HTML as they were published; null for what came in before';
