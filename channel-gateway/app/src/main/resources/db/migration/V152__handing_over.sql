-- Channels that would deliver a repeated message twice: what may have been accepted before an instance died is not sent again
-- by itself.
alter table outgoing_message add column handing_over boolean not null default false;
comment on column outgoing_message.handing_over is 'an attempt has come so far that the channel may have accepted it, and its outcome is not recorded';
