-- What is counted together within an hour: who says it, the ticket, the recipient; null for what was refused at once.
alter table outgoing_message add column cap_key text;
alter table outgoing_message add column added_at timestamptz not null default now();
create index outgoing_message_cap on outgoing_message (cap_key, added_at) where cap_key is not null;

-- How much each account has sent in the minute that it sent last.
create table account_minute (
    account_id text        primary key,
    minute     timestamptz not null,
    sent       integer     not null
);
