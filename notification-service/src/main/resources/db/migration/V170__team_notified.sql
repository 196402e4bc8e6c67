-- A team may be told of a conversation that has no ticket.
alter table notification alter column ticket_id drop not null;
alter table notification add column conversation_id text;
alter table notification add column message_id text;
create index notification_message on notification (message_id) where message_id is not null;

-- Who is in which teams, as routing-service publishes it.
create table member (
    workspace   text   not null,
    operator_id text   not null,
    teams       text[] not null,
    primary key (workspace, operator_id)
);
