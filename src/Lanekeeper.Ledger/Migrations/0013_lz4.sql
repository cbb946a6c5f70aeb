-- Prompts of agents are hundreds of KB. PostgreSQL's own compression takes longer over one than all else that is done for its call; LZ4 does not.
-- What is stored stays as it is, and months to come have it from their parent. A server that was built without LZ4 goes on as before.

do $$
declare part regclass;
begin
    for part in select 'ledger.call_body'::regclass union all select inhrelid::regclass from pg_inherits where inhparent = 'ledger.call_body'::regclass loop
        execute format('alter table %s alter column bytes set compression lz4', part);
    end loop;
exception when feature_not_supported then
    raise notice 'this server has no LZ4';
end $$;
