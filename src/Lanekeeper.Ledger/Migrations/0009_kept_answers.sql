-- What apps asked under an Idempotency-Key, so that nobody is asked twice for one thing, and answers as they went out. Not partitioned: a key is
-- the same key in every month. A sweep forgets what has expired.

create table ledger.kept_answer (
    call_id    uuid        primary key,                -- the call that it is the answer of
    status     integer     not null,
    headers    text[]      not null,                   -- names and values by turns
    body       bytea       not null,                   -- as it went out to the app
    streamed   boolean     not null,
    expires_at timestamptz not null,

    constraint kept_answer_headers_paired check (cardinality(headers) % 2 = 0)
);

create index kept_answer_expires on ledger.kept_answer (expires_at);

create table ledger.idempotency (
    key_id      uuid        not null,                  -- the app's key; each has names of its own
    key_hash    bytea       not null,                  -- SHA-256 of the Idempotency-Key, which itself is not kept
    fingerprint bytea       not null,                  -- SHA-256 of what was asked
    call_id     uuid        not null,                  -- the id of its first call, if it came to one
    node        uuid        not null,
    process     uuid        not null,
    claimed_at  timestamptz not null,
    deadline    timestamptz not null,                  -- until then it counts as under way, while its process lives
    finished_at timestamptz,
    answer_id   uuid,                                  -- what is answered again; null where it cannot be
    expires_at  timestamptz not null,

    primary key (key_id, key_hash),
    constraint idempotency_hashes_whole check (octet_length(key_hash) = 32 and octet_length(fingerprint) = 32),
    constraint idempotency_answer_finished check (answer_id is null or finished_at is not null)
);

create index idempotency_expires on ledger.idempotency (expires_at);
