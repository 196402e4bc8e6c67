-- A removed account leaves its row, so that its id is never another account's; its settings and credentials are erased.
alter table channel_account add column removed_at timestamptz;
comment on column channel_account.removed_at is 'when the account was removed for good; it is disabled and sealed is empty then';

-- How each part of a way does, such as a folder of a mailbox; the way fails while any of them does.
create table account_part_health (
    account_id text        not null,
    way        text        not null,
    part       text        not null,
    reason     text,
    primary key (account_id, way, part)
);
comment on column account_part_health.reason is 'why it fails; null where it does not';
