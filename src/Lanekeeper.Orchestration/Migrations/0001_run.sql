-- Runs of workflows: what was asked, the journal of what was done, and the queue of what is still to do.

create schema orchestration;

-- One counter for all leases, so that a fencing token is never given out twice, whatever is deleted and put back.
create sequence orchestration.fence;

create table orchestration.run (
    id                  uuid        primary key,
    workflow            text        not null,
    snapshot            text        not null,
    state               text        not null default 'queued',
    title               text        not null,
    trace_id            text        not null,
    started_by          text        not null,
    created_at          timestamptz not null,
    ended_at            timestamptz,
    working_ms          bigint      not null default 0,
    step_id             text,
    outcome             text,
    problem             json,
    approval_id         uuid,
    cancel_requested_at timestamptz,
    idempotency_key     text,
    input_digest        text        not null,
    input               json        not null,

    constraint run_state_known check (state in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'dead', 'cancelled')),
    constraint run_ended_whole check ((state in ('succeeded', 'failed', 'dead', 'cancelled')) = (ended_at is not null)),
    constraint run_waits_for_something check (state <> 'waiting' or approval_id is not null),
    constraint run_key_length check (length(idempotency_key) between 1 and 200)
);

-- The same key for the same workflow is the same run.
create unique index run_idempotency on orchestration.run (workflow, idempotency_key) where idempotency_key is not null;

-- Lists are read newest first; ids are UUID v7, so their order is the order of time.
create index run_by_workflow on orchestration.run (workflow, id);
create index run_by_state on orchestration.run (state, id);

-- One row for each run that is not over; it goes when the run ends, so the queue stays as small as the work.
--
--   free      available_at <= now, worker is null
--   leased    available_at = end of the lease; past it, anybody may take the job with a new fence
--   delayed   available_at in the future, worker is null (a retry backs off)
--   parked    available_at = infinity (a person must decide)
--
-- woken: somebody decided, or wants the run to stop, while a worker holds it; it is then not parked or put off, but free at once.
create table orchestration.job (
    run_id       uuid        primary key,
    available_at timestamptz not null,
    worker       uuid,
    node         uuid,
    fence        bigint      not null default 0,
    failures     integer     not null default 0,
    woken        boolean     not null default false
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

create index job_available on orchestration.job (available_at);

-- The journal: what each step did. A step's result stands here before the next one starts.
create table orchestration.step (
    run_id      uuid        not null,
    seq         integer     not null,
    id          text        not null,
    kind        text        not null,
    state       text        not null,
    attempts    integer     not null,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    output      json,
    confidence  double precision,
    call_id     uuid,
    action_id   uuid,
    approval_id uuid,
    explanation text,
    problem     json,

    primary key (run_id, seq),
    constraint step_state_known check (state in ('done', 'skipped', 'waiting', 'rejected', 'denied', 'routed', 'failed')),
    constraint step_ended_whole check ((state = 'waiting') = (ended_at is null))
);
