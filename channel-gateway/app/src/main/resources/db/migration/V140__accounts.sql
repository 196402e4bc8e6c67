-- Accounts that were connected over HTTP; those of the settings have no row here.
create table channel_account (
    account_id text        primary key,
    workspace  text        not null,
    type       text        not null,
    name       text        not null,
    enabled    boolean     not null,
    version    bigint      not null,
    key_id     integer     not null,
    sealed     bytea       not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
);
comment on column channel_account.sealed is 'the settings of the account with its credentials, encrypted with the key of that id';
create index channel_account_workspace on channel_account (workspace, created_at);

-- How an account does, each way; without a row nothing is known yet.
create table account_health (
    account_id text        not null,
    way        text        not null,
    failing    boolean     not null,
    reason     text,
    since      timestamptz not null,
    primary key (account_id, way)
);
