-- Mail that an AI agent has time to answer before it is a ticket.
create table awaited_answer (
    message_id      text        not null primary key,
    conversation_id text        not null,
    workspace       text        not null,
    within_seconds  bigint      not null,
    due_at          timestamptz not null
);
create index awaited_answer_due on awaited_answer (due_at);
