-- The ticket that an alert opened last, by the alert's key.
create table alert_ticket (
    workspace text not null,
    alert_key text not null,
    ticket_id text not null,
    primary key (workspace, alert_key)
);
create index alert_ticket_of on alert_ticket (ticket_id);
