-- What senders did to their messages afterwards: every later wording, oldest first, and when a message was taken back.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.message add column edits jsonb, add column deleted_at timestamptz', slot);
    end loop;
end
$views$;
