-- The inbox: what its list shows without opening a card, decisions that can be taken back for a while, and who looks at a card.

alter table approvals.approval
    -- Copies out of the request, for the list; the request stays the truth.
    add column title           text        not null default '',
    add column summary         text        not null default '',
    add column rule            text,
    -- Lower-case addresses of those who may decide where a group is named; the group itself too, since it may be one person's address.
    add column deciders        text[]      not null default '{}',
    add column separate_duties boolean     not null default false,
    -- A decision is written at once and takes effect a little later; until it is settled it can be taken back.
    add column effective_at    timestamptz,
    add column is_settled      boolean     not null default false,
    add column is_edited       boolean     not null generated always as (changes is not null) stored,
    -- The order of the queue: the riskiest first.
    add column risk            smallint    not null generated always as (case
        when effect = 'destructive' then 0
        when effect = 'write' then 1
        when effect is not null then 2
        when kind = 'question' then 3
        else 4
    end) stored;

update approvals.approval
set effective_at = decided_at, is_settled = true
where state <> 'pending';

-- Only open cards are listed, so only theirs are filled. Text that PostgreSQL cannot decode keeps its card, without the copies.
do $$
declare
    card record;
begin
    for card in select id, request from approvals.approval where state = 'pending' loop
        begin
            update approvals.approval
            set title = left(card.request ->> 'title', 200),
                summary = left(regexp_replace(card.request ->> 'summary', '\s+', ' ', 'g'), 300),
                rule = card.request -> 'action' -> 'decision' ->> 'rule',
                deciders = array(select lower(value) from json_array_elements_text(card.request -> 'deciders') as value)
                    || case when asked_group is null then '{}'::text[] else array[lower(asked_group)] end,
                separate_duties = coalesce((card.request ->> 'separationOfDuties')::boolean, false)
            where id = card.id;
        exception when others then
            update approvals.approval
            set title = coalesce(tool, kind), separate_duties = true,
                deciders = case when asked_group is null then '{}'::text[] else array[lower(asked_group)] end
            where id = card.id;
        end;
    end loop;
end $$;

alter table approvals.approval
    add constraint approval_effective_when_decided check ((state = 'pending') = (effective_at is null) and effective_at >= decided_at),
    add constraint approval_settled_when_decided check (not is_settled or state <> 'pending'),
    add constraint approval_settled_unless_a_person check (is_settled or state in ('pending', 'approved', 'rejected')),
    add constraint approval_used_when_settled check (used_at is null or is_settled);

-- The queue: riskiest, then oldest. With it the addresses, so that who may not decide a card costs no look into the table.
create index approval_queue on approvals.approval (risk, id) include (asked_group, deciders, separate_duties, started_by) where state = 'pending';
create index approval_queue_grouped on approvals.approval (risk, id) include (deciders, separate_duties, started_by)
    where state = 'pending' and asked_group is not null;
create index approval_queue_alike on approvals.approval (workflow, step_id, tool, risk, id) where state = 'pending';
create index approval_unsettled on approvals.approval (effective_at) where not is_settled and effective_at is not null;
create index approval_acceptance on approvals.approval (decided_at, workflow, state, is_edited, decided_by) where tool is not null and is_settled;

-- Decisions that were taken back: the trace that a card itself no longer has.
create table approvals.taken_back (
    approval_id      uuid        not null,
    taken_back_at    timestamptz not null,
    state            text        not null,
    decided_at       timestamptz not null,
    decided_by       text        not null,
    decided_by_name  text        not null,
    reason           text,
    words            text,
    arguments_digest text,
    changes          json,
    primary key (approval_id, decided_at, taken_back_at),
    constraint taken_back_state_known check (state in ('approved', 'rejected')),
    constraint taken_back_later check (taken_back_at >= decided_at)
);

-- Who has a card open just now: a heartbeat, and worth nothing after a minute.
create table approvals.looking (
    approval_id uuid        not null,
    account     text        not null,
    name        text        not null,
    seen_at     timestamptz not null,
    primary key (approval_id, account)
);

create index looking_seen on approvals.looking (seen_at);
