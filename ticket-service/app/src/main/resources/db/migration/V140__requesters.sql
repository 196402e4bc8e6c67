-- Requesters by id: their names, and as whom those go on who were merged. Names in requester_identity are of before.
create table requester (
    requester_id text primary key,
    workspace    text not null,
    name         text,
    merged_into  text
);
insert into requester (requester_id, workspace, name)
    select distinct on (requester_id) requester_id, workspace, name from requester_identity;
