-- Messages go to other conversations and tickets. Of a message, how often it was moved (what the last conversation says of
-- it stands) and the version of its conversation that it came with (what is earlier became of it elsewhere). A ticket keeps
-- the lines of those that went, for erasures, and shows them no more. Previews know of which message they are the beginning:
-- empty where it is none, null where that is not known.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        execute format('alter table %I.message add column moves integer not null default 0,'
            || ' add column since bigint not null default 0', slot);
        execute format('alter table %I.timeline_item add column gone boolean not null default false', slot);
        execute format('alter table %I.ticket add column preview_of text', slot);
        execute format('alter table %I.conversation add column preview_of text', slot);
    end loop;
end
$views$;
