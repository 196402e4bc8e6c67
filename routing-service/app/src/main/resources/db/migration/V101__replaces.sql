-- Whose assignment a decision replaces: the ticket was reopened while its operator could not take it.
alter table decision add column replaces text;
