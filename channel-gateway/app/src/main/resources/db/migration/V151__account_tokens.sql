-- The newest tokens of accounts whose authorisation server changes refresh tokens: a restart, and every other instance, goes
-- on with them. One instance asks at a time.
create table account_token (
    account_id  text        not null,
    source      text        not null,
    key_id      integer,
    sealed      bytea,
    fence       bigint      not null,
    asked_until timestamptz,
    primary key (account_id, source)
);
comment on column account_token.source is 'SHA-256 of what tokens are asked for with: other credentials begin anew';
comment on column account_token.sealed is 'the tokens, encrypted with the key of that id; null before the first';
comment on column account_token.asked_until is 'until when the owner of the fence may be asking the authorisation server';
