-- How often a message was moved to another conversation: what the last one says of it stands.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.message add column moves integer not null default 0', slot);
    end loop;
end
$views$;
