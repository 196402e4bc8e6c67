-- The ticket that a merged one goes on in.
alter table ticket_number add column merged_into text;
