-- The numbers of days that are over, so that nobody counts calls twice; derived, the truth is in the rows of the calls. The workflow '' is all
-- workflows, the model '' all models. A call belongs to the day on which it was opened.
create table ledger.call_day (
    day           date    not null,
    workflow      text    not null,
    model         text    not null,
    calls         bigint  not null,
    failed        bigint  not null,
    input_tokens  bigint  not null,
    output_tokens bigint  not null,
    cost_usd      numeric not null,                    -- of the calls whose cost is known
    unknown_cost  bigint  not null,
    p50_ms        double precision,
    p95_ms        double precision,

    primary key (day, workflow, model)
);

-- The first day that is not in call_day; no row until the first day is over.
create table ledger.call_day_mark (
    one   boolean primary key default true,
    until date    not null,

    constraint call_day_mark_one check (one)
);
