-- What became of a message's attachments that were pending when it came, in order.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.message add column attachments jsonb', slot);
    end loop;
end
$views$;
