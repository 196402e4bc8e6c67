-- Every channel sends through one queue. An instance of the release before queues and sends email only.
alter table outgoing_message add column channel text not null default 'email';
alter table outgoing_message add column requeued_at timestamptz;
alter table outgoing_message add column retryable boolean;
alter table outgoing_message add column told integer not null default 0;
alter table outgoing_message add column told_problem text;
comment on column outgoing_message.requeued_at is 'when an operator last queued it again: it is given up so much later';
comment on column outgoing_message.told is 'how often something was published about it';
comment on column outgoing_message.told_problem is 'why it was last told to be put off';
