-- A replay ends with everything published, or with a failure; its topic is deleted some time after that. The topic's id
-- tells it from one that was made anew under its name.
alter table replay
    add column topic_id      text,
    add column failure       text,
    add column ended_at      timestamptz,
    add column topic_deleted boolean not null default false;
