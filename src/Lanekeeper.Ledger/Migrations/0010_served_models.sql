-- Which models really answer for the ones that are asked for. A provider changes them without a word; whoever sees a new one first says so.

alter table ledger.call_final add column served_model_header text;   -- the model that the answer's head names (x-ms-served-model); the body may name another

create table ledger.served_model (
    id                  uuid        primary key,
    provider            text        not null,
    requested_model     text        not null,          -- as it was sent: the pinned id
    served_model        text        not null,          -- in these three, '' where the answer does not say
    served_model_header text        not null,
    system_fingerprint  text        not null,
    first_seen          timestamptz not null,
    last_seen           timestamptz not null,          -- to some minutes
    first_call_id       uuid        not null,
    last_call_id        uuid        not null,
    previous_id         uuid,                          -- what served before; null for the first
    acknowledged_by     text,
    acknowledged_at     timestamptz,

    constraint served_model_once unique (provider, requested_model, served_model, served_model_header, system_fingerprint),
    constraint served_model_acknowledged_by_someone check ((acknowledged_by is null) = (acknowledged_at is null))
);
