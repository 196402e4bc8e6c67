-- The directory: who there is. Entries are never removed; the first team made in a workspace is its default team.
create table team (
    workspace text   not null,
    team_id   text   not null,
    name      text   not null,
    method    text   not null,
    version   bigint not null,
    place     bigint generated always as identity,
    primary key (workspace, team_id)
);
create index team_place on team (workspace, place);

create table operator (
    workspace          text   not null,
    operator_id        text   not null,
    subject            text,
    handle             text   not null,
    display_name       text   not null,
    email              text   not null,
    role               text   not null,
    sending_address    text,
    signature          text,
    availability       text   not null,
    version            bigint not null,
    availability_count bigint not null,
    primary key (workspace, operator_id),
    constraint operator_handle unique (workspace, handle),
    constraint operator_subject unique (workspace, subject)
);

create table team_member (
    workspace   text not null,
    team_id     text not null,
    operator_id text not null,
    primary key (workspace, team_id, operator_id),
    foreign key (workspace, team_id) references team,
    foreign key (workspace, operator_id) references operator
);
create index team_member_operator on team_member (workspace, operator_id);

-- What an operator has in hand: kept, not counted. Also for operators that the directory does not know.
create table workload (
    workspace     text    not null,
    operator_id   text    not null,
    active        integer not null,
    last_given_at timestamptz,
    by_hand_at    timestamptz,
    primary key (workspace, operator_id)
) with (fillfactor = 50);

-- What routing knows of a ticket: folded from the journal up to version; published counts our own events of it.
create table ticket (
    ticket_id        text        primary key,
    workspace        text        not null,
    number           bigint      not null,
    opened_at        timestamptz not null,
    priority         integer     not null,
    phase            text        not null,
    team_id          text,
    operator_id      text,
    pending_decision text,
    pending_operator text,
    queued           boolean     not null,
    waiting          boolean     not null,
    deferred         text,
    declines         integer     not null,
    retry_at         timestamptz,
    version          bigint      not null,
    published        bigint      not null
) with (fillfactor = 70);
create index ticket_queue on ticket (workspace, team_id, priority desc, opened_at, ticket_id) where waiting;
create index ticket_retry on ticket (retry_at) where waiting and retry_at is not null;

-- Every decision with its inputs: fed back, they give the same winner.
create table decision (
    decision_id    text        primary key,
    workspace      text        not null,
    ticket_id      text        not null,
    sequence       bigint      not null,
    decided_at     timestamptz not null,
    team_id        text,
    situation      jsonb       not null,
    left_out       jsonb       not null,
    winner         text,
    reason         text,
    outcome        text,
    outcome_reason text,
    unique (ticket_id, sequence)
) with (fillfactor = 80);
create index decision_winner on decision (workspace, winner, decided_at desc) where winner is not null;
