-- What people ask of runs: lists narrowed in many ways, where the time went, and numbers by day.

-- As people know them, as it was when the run was started; runs from before know the id only.
alter table orchestration.run add column started_by_name text;

-- Since when a person is waited for, and until when one was: so much of a step's time is not work.
alter table orchestration.step add column waiting_since timestamptz;
alter table orchestration.step add column waited_until timestamptz;

-- How runs rarely end, who started them, and what is open. Lists that no index answers look at a bounded number of the newest runs.
create index run_by_outcome on orchestration.run (outcome, id) where outcome in ('routed', 'rejected', 'denied');
create index run_by_starter on orchestration.run (coalesce(started_by_name, started_by), id);
create index run_open on orchestration.run (state, workflow) where ended_at is null;
create index run_by_end on orchestration.run (ended_at) where ended_at is not null;

-- The numbers of days that are over, so that nobody counts runs twice; derived, the truth is in run. The workflow '' is all of them.
create table orchestration.run_day (
    day            date   not null,
    workflow       text   not null,
    started        bigint not null,
    succeeded      bigint not null,
    failed         bigint not null,
    dead           bigint not null,
    cancelled      bigint not null,
    p50_ms         double precision,
    p95_ms         double precision,
    working_p50_ms double precision,
    working_p95_ms double precision,

    primary key (day, workflow)
);

-- The first day that is not in run_day; no row until the first day is over.
create table orchestration.run_day_mark (
    one   boolean primary key default true,
    until date    not null,

    constraint run_day_mark_one check (one)
);
