-- What came in: the raw source of each message, kept as it arrived.
create table inbound_message (
    message_id  uuid        primary key,
    workspace   text        not null,
    account_id  text        not null,
    channel     text        not null,
    external_id text,
    thread_key  text        not null,
    issues      text[]      not null,
    received_at timestamptz not null,
    raw         bytea       not null
);
-- Ids on the wire can be longer than an index entry.
create index inbound_message_external_id on inbound_message (account_id, md5(external_id));

-- Parts of messages, by reference in events. Without content it is the raw source of its message.
create table attachment (
    attachment_id uuid    primary key,
    message_id    uuid    not null references inbound_message on delete cascade,
    workspace     text    not null,
    position      integer not null,
    name          text    not null,
    content_type  text    not null,
    inline        boolean not null,
    content_id    text,
    size_bytes    bigint  not null,
    content       bytea,
    unique (message_id, position)
);

-- One row a mailbox: who may read it now, and how far it has been read. Every new owner gets a higher fence.
create table mailbox (
    account_id   text        primary key,
    owner        text        not null,
    fence        bigint      not null,
    lease_until  timestamptz not null,
    uid_validity bigint      not null,
    last_uid     bigint      not null
);

-- Replies to send. Within a conversation the one with the lowest position goes first.
create table outgoing_message (
    message_id      uuid        primary key,
    position        bigint      generated always as identity,
    workspace       text        not null,
    conversation_id text        not null,
    account_id      text,
    external_id     text,
    reply           text        not null,
    state           text        not null,
    reason          text,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null,
    claimed_until   timestamptz,
    changed_at      timestamptz not null
);
create index outgoing_message_queue on outgoing_message (next_attempt_at, position) where state = 'QUEUED';
create index outgoing_message_order on outgoing_message (conversation_id, position) where state = 'QUEUED';

-- Operators as the directory has them: what a reply of theirs is signed with.
create table operator_profile (
    workspace       text   not null,
    operator_id     text   not null,
    version         bigint not null,
    display_name    text   not null,
    sending_address text,
    signature       text,
    primary key (workspace, operator_id)
);
