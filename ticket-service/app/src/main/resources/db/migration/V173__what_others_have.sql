-- Who else wrote in a conversation, and which tickets had it once: an erasure finds what they tell.
create table conversation_participant (
    conversation_id text not null,
    workspace       text not null,
    address         text not null,
    primary key (conversation_id, address)
);
create index conversation_participant_address on conversation_participant (workspace, address);

create table conversation_ticket_past (
    conversation_id text not null,
    ticket_id       text not null,
    primary key (conversation_id, ticket_id)
);
create index conversation_ticket_past_ticket on conversation_ticket_past (ticket_id);

insert into conversation_participant (conversation_id, workspace, address)
select p.stream_id, convert_from(s.payload, 'UTF8')::jsonb ->> 'workspace',
       lower(convert_from(p.payload, 'UTF8')::jsonb ->> 'address')
from stored_event p join stored_event s on s.stream_id = p.stream_id and s.event_type = 'conversation.started'
where p.event_type = 'conversation.participant_added' and convert_from(p.payload, 'UTF8')::jsonb ->> 'address' <> ''
on conflict do nothing;

insert into conversation_ticket_past (conversation_id, ticket_id)
select convert_from(payload, 'UTF8')::jsonb ->> 'conversationId', stream_id
from stored_event where event_type = 'ticket.conversation_unlinked'
on conflict do nothing;

insert into conversation_ticket_past (conversation_id, ticket_id)
select jsonb_array_elements_text(convert_from(payload, 'UTF8')::jsonb -> 'conversations'), stream_id
from stored_event where event_type = 'ticket.gave_back'
on conflict do nothing;
