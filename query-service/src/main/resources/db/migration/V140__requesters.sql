-- What requesters are known by, and as whom those go on who are merged. A merge is a pointer of the merged one's stream;
-- two functions follow it: to whom a requester goes on as, and from a requester to all who go on as it, itself included.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.requester add column attributes jsonb not null default ''{}'','
            || ' add column merged_into text', slot);
        execute format('create index requester_merged_into on %I.requester (workspace, merged_into)'
            || ' where merged_into is not null', slot);
        execute format($table$
            create table %I.requester_identity (
                workspace    text    not null,
                requester_id text    not null,
                kind         text    not null,
                value        text    not null,
                verified     boolean not null,
                sequence     bigint  not null,
                primary key (workspace, requester_id, kind, value)
            )$table$, slot);
        execute format('alter table %I.requester no force row level security', slot);
        execute format($old$
            insert into %1$I.requester_identity
            select workspace, requester_id, 'EMAIL', email, false, 1 from %1$I.requester where email is not null
            $old$, slot);
        execute format('alter table %I.requester force row level security', slot);
        execute format('alter table %I.requester_identity enable row level security', slot);
        execute format('alter table %I.requester_identity force row level security', slot);
        execute format(
            'create policy own_workspace on %I.requester_identity using (workspace = current_setting(''handover.workspace'', true)'
            || ' or current_setting(''handover.projector'', true) = ''on'')', slot);
        execute format(
            'grant select, insert, update, delete, truncate on %I.requester_identity to "${approle}"', slot);
        execute format($function$
            create function %1$I.goes_on_as(of_workspace text, id text) returns text language sql stable as $body$
                with recursive chain (requester_id, merged_into, depth) as (
                    select requester_id, merged_into, 0 from %1$I.requester
                    where workspace = of_workspace and requester_id = id
                    union all
                    select r.requester_id, r.merged_into, c.depth + 1
                    from chain c join %1$I.requester r
                      on r.workspace = of_workspace and r.requester_id = c.merged_into
                    where c.depth < 100)
                select requester_id from chain order by depth desc limit 1
            $body$$function$, slot);
        execute format($function$
            create function %1$I.merged_into(of_workspace text, id text) returns setof text language sql stable as $body$
                with recursive same (requester_id) as (
                    select id
                    union
                    select r.requester_id
                    from same s join %1$I.requester r
                      on r.workspace = of_workspace and r.merged_into = s.requester_id)
                select requester_id from same
            $body$$function$, slot);
    end loop;
end
$views$;
