-- Which generation of the views is read, and which is being built. The rows of a generation stand in a schema (a slot)
-- of two; rebuilding fills the other one. Row-level security: each table with a workspace shows only the rows of the
-- workspace that the transaction names in handover.workspace; handover.projector = on is for the projecting
-- transaction. Neither is set outside a transaction of ours, so a query that forgets it sees nothing.

create table generation (
    number       integer     primary key,
    slot         text        not null unique check (slot in ('generation_a', 'generation_b')),
    state        text        not null check (state in ('LIVE', 'REPLAYING', 'CATCHING_UP', 'RETIRED')),
    replay_id    text,
    forced       boolean     not null default false,
    began_at     timestamptz not null default now(),
    changed_at   timestamptz not null default now(),
    behind       bigint,
    differences  bigint
);
create unique index generation_one_live on generation ((true)) where state = 'LIVE';
create unique index generation_one_building on generation ((true)) where state in ('REPLAYING', 'CATCHING_UP');
insert into generation (number, slot, state) values (1, 'generation_a', 'LIVE');

-- How far each partition of a replay is read: which have begun, where the journal goes on from there, which have ended.
create table replay_partition (
    generation     integer not null references generation on delete cascade,
    partition      integer not null,
    ended          boolean not null default false,
    journal_offsets text,
    primary key (generation, partition)
);

create table directory_version (
    workspace text   not null,
    stream_id text   not null,
    version   bigint not null,
    primary key (workspace, stream_id)
);

create table operator (
    workspace    text not null,
    operator_id  text not null,
    subject      text,
    handle       text not null,
    display_name text not null,
    email        text not null,
    role         text not null,
    availability text not null,
    teams        text[] not null,
    primary key (workspace, operator_id)
);
create index operator_by_subject on operator (workspace, subject);

create table team (
    workspace text not null,
    team_id   text not null,
    name      text not null,
    method    text not null,
    primary key (workspace, team_id)
);

-- How far an operator has read a ticket; written by its reader, so no generation holds it.
create table read_mark (
    workspace   text   not null,
    operator_id text   not null,
    ticket_id   text   not null,
    version     bigint not null,
    primary key (workspace, operator_id, ticket_id)
);

-- What changed, for live streams; written by the projecting transaction, read only below the oldest running one.
create table change_log (
    id         bigint generated always as identity,
    txid       xid8        not null default pg_current_xact_id(),
    logged_at  timestamptz not null default now(),
    workspace  text        not null,
    ticket_id  text,
    message_id text,
    version    bigint      not null,
    what       text        not null,
    counts     boolean     not null,
    primary key (txid, id)
);
create index change_log_age on change_log (logged_at);

-- Up to where old rows of the log are gone.
create table change_log_horizon (
    txid xid8   not null,
    id   bigint not null
);
insert into change_log_horizon values (pg_current_xact_id(), 0);

-- One-use tickets of browsers' streams; hashed, so that the table lets nobody in.
create table stream_ticket (
    hash       bytea       primary key,
    workspace  text        not null,
    subject    text        not null,
    role       text        not null,
    expires_at timestamptz not null
);

do $rls$
declare
    name text;
begin
    foreach name in array array['directory_version', 'operator', 'team', 'read_mark', 'change_log', 'stream_ticket'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_workspace on %I using (workspace = current_setting(''handover.workspace'', true)'
            || ' or current_setting(''handover.projector'', true) = ''on'')', name);
    end loop;
end
$rls$;
