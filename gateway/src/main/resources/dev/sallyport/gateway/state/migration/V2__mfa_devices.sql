-- Virtual MFA devices that an operator enrolled; those of the files are not here. A row belongs to a unique id, so that
-- whoever comes back under the same name does not inherit the device. What `mfa_device` remembers of codes outlives it.
create table virtual_mfa_device (
    serial      varchar(2048) not null primary key,
    user_id     varchar(128)  not null references unique_id (id),
    -- Base64url, sealed for account, user id and serial.
    sealed_seed varchar(512)  not null,
    created_at  bigint        not null,
    -- Null while it waits for its first two codes.
    enabled_at  bigint
);

create index virtual_mfa_device_of_user on virtual_mfa_device (user_id);
