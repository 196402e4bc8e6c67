-- Tables of the edges that every service shares. The application's role owns nothing: it may read and write rows.
alter default privileges in schema public grant select, insert, update, delete on tables to "${approle}";
alter default privileges in schema public grant usage, select on sequences to "${approle}";

create table consumer_position (
    consumer    text    not null,
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (consumer, topic, partition)
);

create table parked_key (
    id         bigint generated always as identity primary key,
    consumer   text        not null,
    topic      text        not null,
    record_key text        not null,
    reason     text        not null,
    gap        boolean     not null,
    attempts   integer     not null,
    parked_at  timestamptz not null,
    unique (consumer, topic, record_key)
);

create table parked_record (
    id            bigint generated always as identity primary key,
    parked_key_id bigint  not null references parked_key on delete cascade,
    partition     integer not null,
    record_offset bigint  not null,
    record_time   bigint  not null,
    sequence      bigint  not null,
    headers       jsonb   not null,
    value         bytea,
    unique (parked_key_id, partition, record_offset)
);

create table outbox (
    id         bigint generated always as identity primary key,
    topic      text  not null,
    record_key text  not null,
    headers    jsonb not null,
    value      bytea not null
);

create table idempotency (
    caller          text        not null,
    idempotency_key text        not null,
    fingerprint     text        not null,
    status          integer     not null,
    after           text        not null,
    body            text        not null,
    answered_at     timestamptz not null,
    primary key (caller, idempotency_key)
);
create index idempotency_age on idempotency (answered_at);
