-- How far each stream has been taken in: ticket streams densely, the others by their highest version seen.
create table stream_version (
    stream_id text   not null primary key,
    version   bigint not null
);

create table operator (
    workspace    text   not null,
    operator_id  text   not null,
    subject      text,
    display_name text   not null,
    email        text   not null,
    version      bigint not null,
    primary key (workspace, operator_id)
);
create index operator_subject on operator (workspace, subject);

-- What deciding who should know needs of a ticket.
create table ticket (
    ticket_id           text    not null primary key,
    workspace           text    not null,
    number              bigint  not null,
    subject             text    not null,
    assignee            text,
    team                text,
    opening_message_due boolean not null
);

create table notification (
    position        bigint generated always as identity primary key,
    notification_id text        not null unique,
    workspace       text        not null,
    operator_id     text        not null,
    reason          text        not null,
    ticket_id       text        not null,
    by_kind         text        not null,
    by_id           text,
    by_name         text,
    preview         text,
    happened_at     timestamptz not null,
    read_at         timestamptz
);
create index notification_feed on notification (workspace, operator_id, position desc);
create index notification_unread on notification (workspace, operator_id, position) where read_at is null;

-- Kept, not counted: changed in the transaction that adds or reads a notification.
create table unread (
    workspace   text   not null,
    operator_id text   not null,
    count       bigint not null,
    primary key (workspace, operator_id)
);

create table mail_queue (
    notification_id text        not null primary key references notification (notification_id),
    happened_at     timestamptz not null,
    due_at          timestamptz not null,
    attempts        integer     not null
);
create index mail_queue_due on mail_queue (due_at);
