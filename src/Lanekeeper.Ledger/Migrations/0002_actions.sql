-- Tool calls: what was decided over each, which were begun, and how they ended.

-- Written before the tool is called.
create table ledger.action_intent (
    id               uuid        not null,
    node             uuid        not null,
    process          uuid        not null,
    workflow         text        not null,
    snapshot         text        not null,
    run_id           uuid,
    step_id          text,
    trace_id         text        not null,
    tool             text        not null,
    effect           text        not null,
    arguments        json        not null,             -- json, not jsonb: kept letter for letter
    arguments_digest text        not null,
    verdict          text        not null,
    rule             text        not null,
    explanation      text        not null,
    approval_id      uuid,
    begun_at         timestamptz not null,

    primary key (id)
) partition by range (id);

create index action_intent_run on ledger.action_intent (run_id, id) where run_id is not null;

create table ledger.action_final (
    id              uuid        not null,
    state           text        not null,
    output          json,
    failure_code    text,
    failure_message text,
    ended_at        timestamptz not null,

    primary key (id),
    constraint action_final_state_known check (state in ('executed', 'failed', 'unknown'))
) partition by range (id);

-- Tool calls that were decided and not executed by that decision: denied, recommended, held for a person.
create table ledger.action_decision (
    id               uuid        not null,
    workflow         text        not null,
    snapshot         text        not null,
    run_id           uuid,
    step_id          text,
    trace_id         text        not null,
    tool             text        not null,
    effect           text,                             -- null where the project does not declare the tool
    arguments        json        not null,
    arguments_digest text        not null,
    verdict          text        not null,
    rule             text        not null,
    explanation      text        not null,
    approval_id      uuid,
    decided_at       timestamptz not null,

    primary key (id)
) partition by range (id);

create index action_decision_run on ledger.action_decision (run_id, id) where run_id is not null;

-- Which action holds a run's step. The key decides who of many goes ahead; only a failed holder is followed by another.
-- Not partitioned: it must be unique for ever.
create table ledger.action_claim (
    run_id      uuid not null,
    step_id     text not null,
    action_id   uuid not null,
    previous_id uuid,                                  -- the failed one that this one followed

    primary key (run_id, step_id)
);

create table ledger.action_intent_default partition of ledger.action_intent default;
create table ledger.action_final_default partition of ledger.action_final default;
create table ledger.action_decision_default partition of ledger.action_decision default;

create trigger append_only before update or delete on ledger.action_intent for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.action_final for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.action_decision for each statement execute function ledger.refuse_change();
