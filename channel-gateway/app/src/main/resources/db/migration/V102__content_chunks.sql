-- Sources and attachments in pieces, so that neither side ever holds one as a whole.
create table content_chunk (
    message_id uuid    not null references inbound_message on delete cascade,
    part       integer not null,
    number     integer not null,
    bytes      bytea   not null,
    primary key (message_id, part, number)
);
comment on column content_chunk.part is 'the position of an attachment, or -1 for the raw source of the message';

-- Rows from before keep what they have in raw and content, and are read from there; a later release moves them. An
-- instance of the release before answers with nothing for what a newer one has stored, while both run.
alter table inbound_message alter column raw drop not null;
alter table inbound_message add column raw_bytes bigint;
comment on column inbound_message.raw_bytes is 'the size of the raw source where it is in chunks';
alter table attachment add column content_part integer;
comment on column attachment.content_part is 'the part in content_chunk; null for a row from before there were chunks';
