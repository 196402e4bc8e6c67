-- Others than the requester who wrote in a conversation.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format($table$
            create table %I.conversation_participant (
                workspace       text   not null,
                conversation_id text   not null,
                address         text   not null,
                name            text,
                sequence        bigint not null,
                primary key (workspace, conversation_id, address)
            )$table$, slot);
        execute format('alter table %I.conversation_participant enable row level security', slot);
        execute format('alter table %I.conversation_participant force row level security', slot);
        execute format(
            'create policy own_workspace on %I.conversation_participant'
            || ' using (workspace = current_setting(''handover.workspace'', true)'
            || ' or current_setting(''handover.projector'', true) = ''on'')', slot);
        execute format(
            'grant select, insert, update, delete, truncate on %I.conversation_participant to "${approle}"', slot);
    end loop;
end
$views$;
