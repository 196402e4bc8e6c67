-- In which order the conversations of a workspace began.
create table conversation_begun (
    conversation_id text   primary key,
    workspace       text   not null,
    position        bigint not null generated always as identity
);
create index conversation_begun_newest on conversation_begun (workspace, position desc);

insert into conversation_begun (conversation_id, workspace)
select stream_id, convert_from(payload, 'UTF8')::jsonb ->> 'workspace'
from stored_event where event_type = 'conversation.started' order by global_index
on conflict do nothing;
