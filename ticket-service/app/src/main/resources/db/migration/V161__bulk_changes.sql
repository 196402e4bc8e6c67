-- A change of many tickets: each item is one ticket, done in a step of its own, which also tells here what it came to.
create table bulk_change (
    bulk_id     text        primary key,
    workspace   text        not null,
    change      text        not null,
    by_whom     text        not null,
    undo_of     text        unique,
    created_at  timestamptz not null default now(),
    finished_at timestamptz
);
create index bulk_change_unfinished on bulk_change (created_at) where finished_at is null;
create index bulk_change_age on bulk_change using brin (created_at);

create table bulk_item (
    bulk_id        text    not null references bulk_change on delete cascade,
    position       integer not null,
    ticket_id      text    not null,
    state          text    not null default 'pending',
    change         text    not null,
    only_at        bigint,
    version        bigint,
    inverse        text,
    problem        text,
    detail         text,
    primary key (bulk_id, position)
);
create index bulk_item_pending on bulk_item (position, bulk_id) where state = 'pending';
