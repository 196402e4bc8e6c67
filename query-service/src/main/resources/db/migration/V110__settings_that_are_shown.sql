-- A workspace's names for statuses and priorities, as it published them last; null where it has those that every
-- workspace begins with.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.workspace add column statuses text', slot);
        execute format('alter table %I.workspace add column auto_close_to text', slot);
        execute format('alter table %I.workspace add column priority_labels text', slot);
    end loop;
end
$views$;
