-- What staff upload to send it along with a reply belongs to no message that came in: its content is under its own id. It
-- is removed when no reply has taken it for a day.
alter table attachment alter column message_id drop not null;
alter table attachment add column uploaded_at timestamptz;
alter table attachment add column reply_id uuid;
comment on column attachment.uploaded_at is 'null for what came in';
comment on column attachment.reply_id is 'of what was uploaded, the first reply that took it';
create index attachment_unused on attachment (uploaded_at) where uploaded_at is not null and reply_id is null;
create index attachment_of_reply on attachment (reply_id) where reply_id is not null;

-- What came in and is not taken stays known, without its content.
alter table attachment add column state text not null default 'STORED';
alter table attachment add column reason text;
comment on column attachment.reason is 'why it was rejected, for people';

-- A chunk belongs to a message or to an upload; those of a message still go with it.
alter table content_chunk drop constraint content_chunk_message_id_fkey;
comment on column content_chunk.message_id is 'the message, or the upload, that it belongs to';
create function remove_chunks_of_message() returns trigger language plpgsql as $$
begin
    delete from content_chunk where message_id = old.message_id;
    return old;
end $$;
create trigger chunks_go_with_their_message after delete on inbound_message
    for each row execute function remove_chunks_of_message();
