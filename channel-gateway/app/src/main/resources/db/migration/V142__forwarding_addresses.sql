-- Addresses of ours that a workspace has its mail forwarded to; in lower case.
create table forwarding_address (
    address     text        primary key,
    workspace   text        not null,
    account_id  text        not null,
    state       text        not null,
    challenge   text        not null,
    issued_at   timestamptz not null default now(),
    verified_at timestamptz
);
create index forwarding_address_account on forwarding_address (account_id, issued_at);
comment on column forwarding_address.state is 'ISSUED, VERIFIED or REVOKED';
comment on column forwarding_address.challenge is 'stands in the subject of the mail whose round trip verifies the address';
