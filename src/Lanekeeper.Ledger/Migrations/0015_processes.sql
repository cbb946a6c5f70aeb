-- Which processes are alive. One that was killed and does not come back on its data folder leaves calls open, and what is held for a long stream
-- would wait for its deadline; whoever else is alive gives them up.

create table ledger.process (
    id      uuid        primary key,                -- one life of the program
    node    uuid        not null,
    since   timestamptz not null,                   -- heard of without a break from then on
    seen_at timestamptz not null,

    constraint process_seen_since check (seen_at >= since)
);
