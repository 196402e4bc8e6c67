-- Whose a conversation is, so that everything of a requester is found; and which tickets are erased.
create table conversation_requester (
    conversation_id text primary key,
    workspace       text not null,
    requester_id    text not null
);
create index conversation_requester_requester on conversation_requester (workspace, requester_id);
insert into conversation_requester (conversation_id, workspace, requester_id)
    select e.stream_id, e.event ->> 'workspace', e.event -> 'requester' ->> 'id'
    from (select stream_id, convert_from(payload, 'UTF8')::jsonb as event
          from stored_event where event_type = 'conversation.started') e
    where e.event -> 'requester' ->> 'id' is not null;

alter table ticket_number add column erased boolean not null default false;
create index ticket_number_requester on ticket_number (workspace, requester_id) where requester_id is not null;
create index requester_identity_requester on requester_identity (requester_id);

-- An erasure is a bulk change whose items are tickets, conversations and requesters; what was removed is its receipt.
alter table bulk_item rename column ticket_id to subject_id;
alter table bulk_item add column removed text;
-- An item that is done when those before it are: it looks for what has come meanwhile.
alter table bulk_item add column last boolean not null default false;
