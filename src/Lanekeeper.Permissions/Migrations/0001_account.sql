-- Who there is, and by which keys they are known.

create schema permissions;

create table permissions.account (
    id         uuid        primary key,
    email      text        not null,      -- in lower case
    name       text        not null,
    role       text        not null,
    created_at timestamptz not null,

    constraint account_email_one unique (email),
    constraint account_email_short check (length(email) between 3 and 254),
    constraint account_name_short check (length(name) between 1 and 100),
    constraint account_role_known check (role in ('viewer', 'reviewer', 'operator', 'admin'))
);

create table permissions.key (
    id           uuid        primary key,  -- the public part of the key
    account_id   uuid        not null references permissions.account (id),
    label        text        not null,
    secret_hash  bytea       not null,     -- SHA-256 of 32 random bytes; such a secret needs no slow hash
    local_file   text,                     -- machine and path of the token file that holds it
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,

    constraint key_label_short check (length(label) between 1 and 100),
    constraint key_hash_whole check (octet_length(secret_hash) = 32)
);

create index key_of_account on permissions.key (account_id, id);

-- A token file holds one key that works; the one before it was revoked.
create unique index key_local_one on permissions.key (local_file) where local_file is not null and revoked_at is null;
