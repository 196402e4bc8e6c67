-- A content lies where it was stored, whatever the setting is now.
alter table attachment add column content_store text not null default 'database';
alter table inbound_message add column content_store text not null default 'database';

-- Objects of other stores that are to go once they are due, unless a row above names them by then: what is written before
-- the transaction that needs it stands here until that commits, and what is erased from then on.
create table content_removal (
    store  text        not null,
    owner  uuid        not null,
    part   integer     not null,
    due_at timestamptz not null,
    primary key (store, owner, part)
);
create index content_removal_due on content_removal (due_at);
