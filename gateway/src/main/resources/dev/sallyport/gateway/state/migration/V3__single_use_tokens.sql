-- Web identity tokens that a role with `single-use-tokens` has taken. The token's own id can be long and is not needed,
-- so its SHA-256 stands for it. A row goes when nobody would accept the token any more.
create table spent_token (
    provider        varchar(2048) not null,
    token_id_sha256 varchar(64)   not null,
    spent_at        bigint        not null,
    forget_at       bigint        not null,
    primary key (provider, token_id_sha256)
);

create index spent_token_forget_at on spent_token (forget_at);
