-- What failed lately is asked for by every look at the first page, and is few among all that ended.
create index run_failed on orchestration.run (ended_at) include (state, workflow) where state in ('failed', 'dead');
