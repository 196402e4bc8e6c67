-- Contents that are still with their channel, which is asked for them.
alter table attachment add column source text;
alter table attachment add column source_reference text;
comment on column attachment.source is 'the channel that still has the content; null where it is here';
comment on column attachment.source_reference is 'what the channel knows it by';
