-- What a content was when it was stored, so that an altered one is never given out as it.
alter table attachment add column sha256 text;
comment on column attachment.sha256 is 'of the content, in lower-case hex; null for what was stored before there were hashes';
