-- Messages that are still to be judged by a version of a rule in plain language.
create table to_judge (
    workspace       text        not null,
    conversation_id text        not null,
    message_id      text        not null,
    rule_id         text        not null,
    rule_version    integer     not null,
    attempts        integer     not null default 0,
    due_at          timestamptz not null default now(),
    primary key (message_id, rule_id, rule_version)
);
create index to_judge_due on to_judge (due_at);

-- How often a model was asked on a day (UTC), by all instances together.
create table assistant_calls (
    day   date    primary key,
    calls integer not null
);
