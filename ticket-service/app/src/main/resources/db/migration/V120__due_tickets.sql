-- What happens on tickets by itself when its time has come; written with the events that make it due. A row that is
-- claimed is being taken care of by an instance, or was, until that time.
create table due_ticket (
    ticket_id     text        not null,
    kind          text        not null,
    workspace     text        not null,
    due_at        timestamptz not null,
    claimed_until timestamptz,
    primary key (ticket_id, kind)
);
create index due_ticket_at on due_ticket (due_at);

-- Of db-scheduler: its names, and the columns that it wants.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
