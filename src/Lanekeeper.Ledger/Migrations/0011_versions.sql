-- One writer that remembers a meter as it left it may write it again without asking, as long as nobody else did: told by the version.

alter table ledger.meter add column version bigint not null default 0;

-- Ends a transaction in which something is not as its writer remembers; it then asks and does it again.
create function ledger.insist(holds boolean) returns void
    language plpgsql
    as $$ begin if holds is not true then raise exception 'changed by somebody else' using errcode = 'serialization_failure'; end if; end $$;
