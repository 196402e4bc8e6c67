-- The views of one generation, in each of the two slots alike.
do $views$
declare
    slot text;
    name text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('create schema %I', slot);
        perform set_config('search_path', slot, true);

        -- How far each stream is projected: the guard against what comes twice or too early.
        create table stream_version (
            workspace text   not null,
            stream_id text   not null,
            version   bigint not null,
            primary key (stream_id, workspace)
        ) with (fillfactor = 70);

        -- A row of the lists; written from the ticket's stream alone.
        create table ticket (
            workspace        text        not null,
            ticket_id        text        not null,
            number           bigint      not null,
            subject          text        not null,
            status           text        not null,
            phase            text        not null,
            active           boolean     not null,
            priority         smallint    not null,
            requester_id     text,
            requester_name   text,
            requester_email  text,
            assignee         text,
            team             text,
            channel          text        not null,
            source_agent     text,
            tags             jsonb       not null,
            preview          text        not null,
            created_at       timestamptz not null,
            last_activity_at timestamptz not null,
            version          bigint      not null,
            primary key (workspace, ticket_id)
        ) with (fillfactor = 80);
        create index ticket_by_activity on ticket (workspace, active, last_activity_at, ticket_id);
        create index ticket_of_operator on ticket (workspace, assignee, last_activity_at, ticket_id)
            where active and assignee is not null;
        create index ticket_of_nobody on ticket (workspace, last_activity_at, ticket_id)
            where active and assignee is null;
        create index ticket_of_requester on ticket (workspace, requester_id);

        -- What a ticket keeps from its opening.
        create table ticket_opening (
            workspace    text not null,
            ticket_id    text not null,
            description  text not null,
            source       text not null,
            follow_up_of text,
            primary key (workspace, ticket_id)
        );

        create table ticket_conversation (
            workspace       text    not null,
            ticket_id       text    not null,
            conversation_id text    not null,
            is_primary      boolean not null,
            sequence        bigint  not null,
            primary key (workspace, ticket_id, conversation_id)
        );

        -- Numbers of tickets by fact (phase, operator, queue of a team, ...), kept per partition of the journal.
        create table ticket_count (
            workspace text    not null,
            fact      text    not null,
            key       text    not null,
            partition integer not null,
            count     bigint  not null,
            primary key (workspace, fact, key, partition)
        ) with (fillfactor = 50);

        -- The events of a ticket, as the journal has them.
        create table timeline_item (
            workspace            text        not null,
            ticket_id            text        not null,
            sequence             bigint      not null,
            occurred_at          timestamptz not null,
            type                 text        not null,
            event                text        not null,
            conversation_id      text,
            conversation_version bigint,
            message_id           text,
            primary key (workspace, ticket_id, sequence)
        );

        create table mention (
            workspace text   not null,
            target    text   not null,
            ticket_id text   not null,
            sequence  bigint not null,
            primary key (workspace, target, ticket_id, sequence)
        );

        -- What was written in conversations, as the journal has it, and what became of its delivery.
        create table message (
            workspace       text   not null,
            message_id      text   not null,
            conversation_id text   not null,
            ticket_id       text,
            type            text   not null,
            event           text   not null,
            delivery_state  text,
            delivery_reason text,
            primary key (workspace, message_id)
        );

        create table conversation (
            workspace       text not null,
            conversation_id text not null,
            requester_id    text,
            channel         text not null,
            account_id      text,
            subject         text,
            primary key (workspace, conversation_id)
        );

        create table requester (
            workspace    text not null,
            requester_id text not null,
            name         text,
            email        text,
            primary key (workspace, requester_id)
        );

        create table workspace (
            workspace text not null primary key,
            name      text not null
        );

        foreach name in array array['stream_version', 'ticket', 'ticket_opening', 'ticket_conversation', 'ticket_count',
                'timeline_item', 'mention', 'message', 'conversation', 'requester', 'workspace'] loop
            execute format('alter table %I enable row level security', name);
            execute format('alter table %I force row level security', name);
            execute format(
                'create policy own_workspace on %I using (workspace = current_setting(''handover.workspace'', true)'
                || ' or current_setting(''handover.projector'', true) = ''on'')', name);
        end loop;
        execute format('grant usage on schema %I to "${approle}"', slot);
        execute format('grant select, insert, update, delete, truncate on all tables in schema %I to "${approle}"', slot);
    end loop;
    perform set_config('search_path', 'public', true);
end
$views$;
