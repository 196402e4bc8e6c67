-- Tickets that are put aside: until a time, or out of the active views.
do $views$
declare
    slot text;
begin
    foreach slot in array array['generation_a', 'generation_b'] loop
        perform set_config('search_path', slot, true);
        alter table ticket
            add column snoozed_until timestamptz,
            add column wake_on_customer_message boolean,
            add column archived boolean not null default false;
        create index ticket_snoozed on ticket (workspace, last_activity_at, ticket_id)
            where snoozed_until is not null and not archived;
        create index ticket_archived on ticket (workspace, last_activity_at, ticket_id) where archived;
    end loop;
    perform set_config('search_path', 'public', true);
end
$views$;
