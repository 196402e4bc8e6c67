-- Who answers in a conversation, what was said last, and everything that happened in it, in order.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format($table$
            alter table %I.conversation
                add column agent_id text,
                add column paused_by text,
                add column taken_over_by text,
                add column escalated_at timestamptz,
                add column closed boolean not null default false,
                add column preview text not null default '',
                add column started_at timestamptz,
                add column last_activity_at timestamptz not null default 'epoch'$table$, slot);
        execute format('create index conversation_live on %I.conversation (workspace, last_activity_at, conversation_id)'
            || ' where not closed', slot);
        execute format('create index ticket_conversation_of on %I.ticket_conversation (workspace, conversation_id)', slot);
        execute format($table$
            create table %I.conversation_item (
                workspace       text        not null,
                conversation_id text        not null,
                sequence        bigint      not null,
                occurred_at     timestamptz not null,
                type            text        not null,
                event           text,
                message_id      text,
                primary key (workspace, conversation_id, sequence)
            )$table$, slot);
        execute format('alter table %I.conversation_item enable row level security', slot);
        execute format('alter table %I.conversation_item force row level security', slot);
        execute format(
            'create policy own_workspace on %I.conversation_item using (workspace = current_setting(''handover.workspace'', true)'
            || ' or current_setting(''handover.projector'', true) = ''on'')', slot);
        execute format(
            'grant select, insert, update, delete, truncate on %I.conversation_item to "${approle}"', slot);
    end loop;
end
$views$;
