-- How people sign in: passwords, sessions, one-time links, identities at a provider; and what slows guessing down.

alter table permissions.account add column disabled_at timestamptz;

create table permissions.password (
    account_id uuid        primary key references permissions.account (id),
    salt       bytea       not null,
    iterations integer     not null,      -- PBKDF2, HMAC-SHA-512; kept with each so that it can rise
    hash       bytea       not null,
    changed_at timestamptz not null,

    constraint password_salt_long check (octet_length(salt) >= 16),
    constraint password_hash_whole check (octet_length(hash) = 32),
    constraint password_iterated check (iterations > 0)
);

create table permissions.session (
    id           uuid        primary key,
    account_id   uuid        not null references permissions.account (id),
    secret_hash  bytea       not null,    -- SHA-256 of the 32 random bytes in the cookie
    way          text        not null,
    address      text        not null,
    user_agent   text        not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,    -- to about a minute
    ended_at     timestamptz,

    constraint session_hash_whole check (octet_length(secret_hash) = 32),
    constraint session_hash_one unique (secret_hash),
    constraint session_way_known check (way in ('password', 'link', 'identity')),
    constraint session_address_short check (length(address) <= 45),
    constraint session_user_agent_short check (length(user_agent) <= 300)
);

create index session_of_account on permissions.session (account_id, created_at);

create table permissions.link (
    id          uuid        primary key,
    account_id  uuid        not null references permissions.account (id),
    secret_hash bytea       not null,     -- SHA-256 of the 32 random bytes in the address
    purpose     text        not null,
    made_by     text        not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz,              -- used, or ended by what makes it needless

    constraint link_hash_whole check (octet_length(secret_hash) = 32),
    constraint link_hash_one unique (secret_hash),
    constraint link_purpose_known check (purpose in ('sign_in', 'invitation', 'reset')),
    constraint link_expires check (expires_at > created_at)
);

create index link_of_account on permissions.link (account_id) where used_at is null;

create table permissions.identity (
    issuer     text        not null,
    subject    text        not null,
    account_id uuid        not null references permissions.account (id),
    created_at timestamptz not null,

    constraint identity_one primary key (issuer, subject),
    -- An address that was given to somebody else does not bring that person into this account.
    constraint identity_one_of_issuer unique (issuer, account_id),
    constraint identity_issuer_short check (length(issuer) between 1 and 500),
    constraint identity_subject_short check (length(subject) between 1 and 255)
);

-- Tries to sign in that were counted and not yet proved right. Whom they were about is a hash: people type passwords into the wrong field.
create table permissions.attempt (
    subject    bytea       primary key,
    failures   integer     not null,
    last_at    timestamptz not null,
    wait_until timestamptz not null
);

create index attempt_old on permissions.attempt (last_at);
