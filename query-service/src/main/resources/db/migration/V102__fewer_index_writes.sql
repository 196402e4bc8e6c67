-- A ticket's row is written with every event of it, and all its indexes with it: what never changes is indexed where
-- it is written once. The log of changes is pruned by age from one end: a block range index is enough.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.ticket_opening add column requester_id text', slot);
        execute format('alter table %I.ticket_opening no force row level security', slot);
        execute format('alter table %I.ticket no force row level security', slot);
        execute format('update %1$I.ticket_opening o set requester_id = t.requester_id from %1$I.ticket t'
            || ' where t.workspace = o.workspace and t.ticket_id = o.ticket_id', slot);
        execute format('alter table %I.ticket_opening force row level security', slot);
        execute format('alter table %I.ticket force row level security', slot);
        execute format('create index ticket_opening_of_requester on %I.ticket_opening (workspace, requester_id)', slot);
        execute format('drop index %I.ticket_of_requester', slot);
    end loop;
end
$views$;

drop index change_log_age;
create index change_log_age on change_log using brin (logged_at);
