-- Tickets that belong together: merged, absorbed, split; what no longer stands is kept as such, and so is a
-- conversation that left its ticket.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format($table$
            create table %I.ticket_relation (
                workspace    text   not null,
                ticket_id    text   not null,
                kind         text   not null,
                other_id     text   not null,
                other_number bigint not null,
                sequence     bigint not null,
                standing     boolean not null,
                primary key (workspace, ticket_id, kind, other_id)
            )$table$, slot);
        execute format('alter table %I.ticket_conversation add column standing boolean not null default true', slot);
        execute format('alter table %I.ticket_relation enable row level security', slot);
        execute format('alter table %I.ticket_relation force row level security', slot);
        execute format(
            'create policy own_workspace on %I.ticket_relation using (workspace = current_setting(''handover.workspace'', true)'
            || ' or current_setting(''handover.projector'', true) = ''on'')', slot);
        execute format(
            'grant select, insert, update, delete, truncate on %I.ticket_relation to "${approle}"', slot);
    end loop;
end
$views$;
