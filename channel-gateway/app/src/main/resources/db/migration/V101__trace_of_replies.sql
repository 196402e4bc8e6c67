-- What becomes of a reply goes on with the reply's trace; replies from before have none.
alter table outgoing_message add column traceparent text;
