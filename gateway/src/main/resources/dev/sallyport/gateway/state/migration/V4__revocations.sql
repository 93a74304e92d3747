-- What an operator revoked, in the order in which it was. Sessions of the subject that were issued before the time are over.
create table revocation (
    number        bigint        not null primary key,
    kind          varchar(16)   not null,
    subject       varchar(2048) not null,
    issued_before bigint        not null,
    revoked_at    bigint        not null
);

-- The nodes on a shared database: which revocation each has heard of, and when it last asked.
create table node (
    id               varchar(64)  not null primary key,
    name             varchar(255) not null,
    revocations_seen bigint       not null,
    seen_at          bigint       not null
);
