-- That a ticket existed and is erased; nothing else is left of it.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format($table$
            create table %I.erased_ticket (
                workspace text        not null,
                ticket_id text        not null,
                erased_at timestamptz not null,
                primary key (workspace, ticket_id)
            )$table$, slot);
        execute format('alter table %I.erased_ticket enable row level security', slot);
        execute format('alter table %I.erased_ticket force row level security', slot);
        execute format(
            'create policy own_workspace on %I.erased_ticket using (workspace = current_setting(''handover.workspace'', true)'
            || ' or current_setting(''handover.projector'', true) = ''on'')', slot);
        execute format('grant select, insert, update, delete, truncate on %I.erased_ticket to "${approle}"', slot);
    end loop;
end
$views$;
