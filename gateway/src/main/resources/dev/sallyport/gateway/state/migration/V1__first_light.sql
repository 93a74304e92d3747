-- Times are seconds since 1970 (UTC) unless the name says otherwise. Both SQLite and PostgreSQL take this file.

-- Every unique id ever given to a user, group or role. Rows are never deleted: an id is never given out again.
create table unique_id (
    id         varchar(128)  not null primary key,
    kind       varchar(16)   not null,
    arn        varchar(2048) not null,
    minted_at  bigint        not null,
    retired_at bigint
);

create unique index unique_id_in_use on unique_id (arn) where retired_at is null;

-- The trust policy text that a role's principals were resolved for.
create table trust_text (
    role_id     varchar(128) not null primary key references unique_id (id),
    sha256      varchar(64)  not null,
    resolved_at bigint       not null
);

-- What each principal ARN in that text stood for then; no id: nobody, and it stays nobody until the text changes.
create table trust_principal (
    role_id       varchar(128)  not null references trust_text (role_id) on delete cascade,
    principal_arn varchar(2048) not null,
    principal_id  varchar(128)  references unique_id (id),
    primary key (role_id, principal_arn)
);

-- Per MFA device, by serial: the newest step that was spent, failed codes in a row, and until when no code is compared.
create table mfa_device (
    serial                 varchar(2048) not null primary key,
    last_step              bigint        not null,
    failures               integer       not null,
    throttled_until_millis bigint
);

-- Which keys this installation has made: one that is recorded here and missing on disk is lost, not new.
create table made_key (
    name    varchar(64) not null primary key,
    made_at bigint      not null
);
