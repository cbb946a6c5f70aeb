-- A card of the inbox: what a person was asked, and what became of it. Rows are never deleted: they are the audit of who decided what.

create schema approvals;

create table approvals.approval (
    id               uuid        primary key,
    kind             text        not null,
    run_id           uuid        not null,
    step_id          text        not null,
    workflow         text        not null,
    snapshot         text        not null,
    started_by       text        not null,
    asked_group      text,
    tool             text,
    effect           text,
    -- json, not jsonb: it keeps every digit and character as it was proposed, so that the digest holds for ever.
    request          json        not null,
    requested_at     timestamptz not null,
    expires_at       timestamptz not null,
    on_expiry        text        not null,

    state            text        not null default 'pending',
    decided_at       timestamptz,
    decided_by       text,
    decided_by_name  text,
    reason           text,
    words            text,

    -- What may be executed: as proposed, or as the reviewer edited it.
    arguments        json,
    arguments_digest text,
    changes          json,
    used_at          timestamptz,

    constraint approval_once unique (run_id, step_id, kind),
    constraint approval_kind_known check (kind in ('action', 'question', 'handoff', 'recommendation')),
    constraint approval_state_known check (state in ('pending', 'approved', 'rejected', 'expired', 'withdrawn')),
    constraint approval_effect_known check (effect in ('read', 'draft', 'notify', 'write', 'destructive')),
    constraint approval_reason_known check (reason in ('wrong_facts', 'wrong_action', 'wrong_recipient', 'wrong_tone', 'missing_context',
        'policy_forbids', 'duplicate', 'not_needed', 'other')),
    constraint approval_expires_later check (expires_at > requested_at),
    constraint approval_expiry_known check (on_expiry in ('reject', 'approve')),
    -- Silence never changes the world outside.
    constraint approval_silence_is_no_yes check (on_expiry = 'reject' or coalesce(effect, 'read') not in ('write', 'destructive')),
    constraint approval_decided_whole check (
        (state = 'pending') = (decided_at is null) and (state = 'pending') = (decided_by is null) and (state = 'pending') = (decided_by_name is null)),
    constraint approval_no_needs_reason check ((state = 'rejected') = (reason is not null)),
    constraint approval_words_short check (length(words) <= 2000),
    constraint approval_action_whole check (
        (kind in ('action', 'recommendation')) = (tool is not null)
        and (tool is null) = (effect is null) and (tool is null) = (arguments is null) and (tool is null) = (arguments_digest is null)),
    constraint approval_digest_whole check (arguments_digest ~ '^sha256:[0-9a-f]{64}$'),
    constraint approval_edited_when_approved check (changes is null or state = 'approved'),
    constraint approval_used_when_approved check (used_at is null or (state = 'approved' and kind = 'action'))
);

-- The open cards are read all the time and are few, whatever the table's size.
create index approval_pending on approvals.approval (id) where state = 'pending';
create index approval_due on approvals.approval (expires_at) where state = 'pending';
create index approval_of_workflow on approvals.approval (workflow, id);
