-- What test consumers and test endpoints did; no constraint, so that whatever takes effect twice shows.
create table effect (
    id       bigint generated always as identity primary key,
    consumer text   not null,
    stream   text   not null,
    sequence bigint not null,
    text     text   not null
);
create table thing (
    id   bigint generated always as identity primary key,
    name text not null
);
