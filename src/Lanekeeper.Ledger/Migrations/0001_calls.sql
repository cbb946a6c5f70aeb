-- What every model call was asked, what came of it, and what is not known of it.
--
-- Every big table is partitioned by month from the beginning, by RANGE on its UUID v7 itself: the first 48 bits of such an id are
-- milliseconds since 1970, so the border between two months is an id (ledger.uuid_at). That way the primary key is the id alone, a look-up
-- by id touches one partition, newest first is the order of the key, and what belongs to one call lies in the same month everywhere.
-- Retention drops whole partitions. What lies outside the months that are made is taken by a default partition and moved when its month is made.

create schema ledger;

-- The least UUID v7 of a moment: "where id >= ledger.uuid_at(now() - interval '7 days')" reads the last week and nothing else.
create function ledger.uuid_at(moment timestamptz) returns uuid
    language sql stable parallel safe
    as $$ select (lpad(to_hex(floor(extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

create function ledger.refuse_change() returns trigger
    language plpgsql
    as $$ begin raise exception 'ledger.% is append-only; old months are dropped as whole partitions', tg_table_name; end $$;

-- Written before the provider is asked.
create table ledger.call_intent (
    id              uuid        not null,
    node            uuid        not null,              -- the data folder of the program that asked
    process         uuid        not null,              -- one run of that program
    workflow        text        not null,
    snapshot        text        not null,
    run_id          uuid,
    step_id         text,
    trace_id        text        not null,
    first_call_id   uuid        not null,
    attempt         integer     not null,
    purpose         text        not null,
    route           text        not null,
    provider        text        not null,
    requested_model text        not null,
    price_version   text,
    opened_at       timestamptz not null,
    deadline        timestamptz not null,

    primary key (id),
    constraint call_intent_purpose_known check (purpose in ('answer', 'retry', 'repair')),
    constraint call_intent_attempt_counts check (attempt >= 1)
) partition by range (id);

create index call_intent_run on ledger.call_intent (run_id, id) where run_id is not null;
create index call_intent_workflow on ledger.call_intent (workflow, id);

-- Written before the answer is handed on. No check may stand here that a provider's odd answer could break: a final row is never refused for its content.
create table ledger.call_final (
    id                  uuid        not null,
    state               text        not null,
    failure_code        text,
    failure_message     text,
    http_status         integer,
    served_model        text,
    provider_request_id text,
    system_fingerprint  text,
    finish_reason       text,
    input_tokens        bigint,
    output_tokens       bigint,
    cache_read_tokens   bigint,
    cache_write_tokens  bigint,
    reasoning_tokens    bigint,
    cost_usd            numeric,                       -- null is unknown, never zero
    before_ms           double precision not null,
    first_byte_ms       double precision,
    total_ms            double precision not null,
    confidence          double precision,
    closed_at           timestamptz not null,

    primary key (id),
    constraint call_final_state_known check (state in ('answered', 'failed_transient', 'failed_semantic', 'cancelled', 'timed_out', 'unknown'))
) partition by range (id);

-- Calls that were given up because nobody came to close them. A final row that arrives all the same is kept beside this one, and counts.
create table ledger.call_lost (
    id      uuid        not null,
    reason  text        not null,
    lost_at timestamptz not null,

    primary key (id),
    constraint call_lost_reason_known check (reason in ('process_ended', 'deadline_passed'))
) partition by range (id);

-- Bytes exactly as sent and received.
create table ledger.call_body (
    id          uuid   not null,                       -- the call's
    direction   text   not null,
    bytes       bytea  not null,
    full_length bigint not null,                       -- more than there are bytes where a response was cut

    primary key (id, direction),
    constraint call_body_direction_known check (direction in ('request', 'response'))
) partition by range (id);

-- The calls under way: a small working list, so that the sweep never searches the big tables. Derived; the truth is above.
create table ledger.call_open (
    id       uuid        primary key,
    node     uuid        not null,
    process  uuid        not null,
    deadline timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create table ledger.call_intent_default partition of ledger.call_intent default;
create table ledger.call_final_default partition of ledger.call_final default;
create table ledger.call_lost_default partition of ledger.call_lost default;
create table ledger.call_body_default partition of ledger.call_body default;

create trigger append_only before update or delete on ledger.call_intent for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.call_final for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.call_lost for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.call_body for each statement execute function ledger.refuse_change();
