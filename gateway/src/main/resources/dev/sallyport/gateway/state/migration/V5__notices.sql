-- What has to be told of each use of a break-glass role, one row for each target; times in milliseconds since 1970.
create table notice (
    id           varchar(64)  not null primary key,
    target       varchar(512) not null,
    body         text         not null,
    made_at      bigint       not null,
    attempts     integer      not null,
    due_at       bigint       not null,
    delivered_at bigint
);

create index notice_due on notice (due_at) where delivered_at is null;
