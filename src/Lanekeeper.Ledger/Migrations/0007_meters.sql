-- What limits and budgets are counted by: a row for each app and each workflow that has some. Whoever opens or ends a call locks the rows it
-- counts for, in the order of their names, so that every process counts the same, and exactly.

create table ledger.meter (
    meter         text        primary key,              -- app:shop, workflow:triage
    requests_left numeric,                              -- of this minute's, refilled as time passes; null is all of them
    tokens_left   numeric,                              -- below zero where calls took more than was held for them
    filled_at     timestamptz not null,
    concurrent    integer     not null,
    day           date        not null,                 -- UTC
    day_usd       numeric     not null,                 -- spent and held
    month         date        not null,                 -- its first day
    month_usd     numeric     not null,

    constraint meter_concurrent_counts check (concurrent >= 0)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- What is held for a call that is under way, so that it can be settled even when its process has died.
alter table ledger.call_open
    add column meters      text,                        -- names, joined with commas
    add column held_usd    numeric,
    add column held_tokens bigint,
    add column held_at     timestamptz;
