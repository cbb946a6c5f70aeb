-- The keys that apps carry: no person's, and for calls of models and tools only.

create table permissions.app_key (
    id           uuid        primary key,  -- the public part of the key
    app          text        not null,     -- shared by all keys of an app
    workflows    text[]      not null,
    models       text[]      not null,     -- empty: all
    tools        text[]      not null,     -- empty: all
    secret_hash  bytea       not null,     -- SHA-256 of 32 random bytes
    made_by      text        not null,
    created_at   timestamptz not null,
    last_used_at timestamptz,              -- to about a minute
    expires_at   timestamptz,
    revoked_at   timestamptz,
    replaced_by  uuid        references permissions.app_key (id),

    constraint app_key_app_named check (app ~ '^[a-z][a-z0-9_-]{0,62}$'),
    constraint app_key_workflows_named check (array_to_string(workflows, ' ', '') ~ '^[a-z][a-z0-9_-]{0,62}( [a-z][a-z0-9_-]{0,62})*$'),
    constraint app_key_workflows_few check (cardinality(workflows) between 1 and 100),
    constraint app_key_models_few check (cardinality(models) <= 100 and array_position(models, null) is null),
    constraint app_key_tools_few check (cardinality(tools) <= 100 and array_position(tools, null) is null),
    constraint app_key_hash_whole check (octet_length(secret_hash) = 32),
    constraint app_key_expires_later check (expires_at >= created_at),
    -- Of two who rotate a key at once, one comes first; a key takes one place.
    constraint app_key_replaced_once unique (replaced_by),
    constraint app_key_replaced_by_other check (replaced_by <> id),
    constraint app_key_replaced_ends check (replaced_by is null or expires_at is not null)
);
