-- Makes the partitions of some months, from the one in which "since" lies; those that exist are left alone.
-- Each is made aside and attached, which stops writers for a moment only; rows that waited in the default partition are moved first.
create function ledger.make_partitions(since timestamptz, months integer) returns integer
    language plpgsql
    set lock_timeout = '5s'
    as $$
declare
    begins timestamp;
    first_id uuid;
    next_id  uuid;
    parent text;
    name   text;
    made   integer := 0;
begin
    -- Two programs that start at once make each partition once.
    perform pg_advisory_xact_lock(hashtext('ledger.make_partitions'));
    for i in 0 .. months - 1 loop
        begins := date_trunc('month', since at time zone 'UTC') + make_interval(months => i);
        first_id := ledger.uuid_at(begins at time zone 'UTC');
        next_id := ledger.uuid_at((begins + interval '1 month') at time zone 'UTC');
        foreach parent in array array['call_intent', 'call_final', 'call_lost', 'call_body', 'action_intent', 'action_final', 'action_decision'] loop
            name := parent || to_char(begins, '_YYYY_MM');
            continue when to_regclass(format('ledger.%I', name)) is not null;

            execute format('create table ledger.%I (like ledger.%I including all)', name, parent);
            execute format('lock table ledger.%I in access exclusive mode', parent || '_default');
            execute format(
                'with moved as (delete from ledger.%I where id >= %L and id < %L returning *) insert into ledger.%I select * from moved',
                parent || '_default', first_id, next_id, name);
            execute format('alter table ledger.%I attach partition ledger.%I for values from (%L) to (%L)', parent, name, first_id, next_id);
            made := made + 1;
        end loop;
    end loop;
    return made;
end $$;

select ledger.make_partitions(now(), 3);
