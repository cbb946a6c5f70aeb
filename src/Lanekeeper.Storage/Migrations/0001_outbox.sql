-- What one room tells another, written in the transaction that made it true.

create table storage.outbox (
    id         bigint      generated always as identity primary key,
    topic      text        not null,
    key        text,                                  -- records with the same topic and key are handled in order
    payload    jsonb       not null,
    created_at timestamptz not null,
    attempts   integer     not null default 0,
    due_at     timestamptz not null,
    last_error text,
    dead_at    timestamptz,                           -- given up on; kept for a person to look at

    constraint outbox_topic_short check (length(topic) between 1 and 200),
    constraint outbox_key_short check (length(key) <= 500)
);

create index outbox_waiting on storage.outbox (topic, key, id) where dead_at is null;
