-- Conversations in which a message was before it was moved: each still has what it said, and forgets it with the message.
create table message_past (
    message_id      text not null,
    conversation_id text not null,
    primary key (message_id, conversation_id)
);
