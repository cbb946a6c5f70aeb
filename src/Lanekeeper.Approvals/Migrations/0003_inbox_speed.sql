-- Whoever is in no group must not wait until all open cards of groups are looked through.
create index approval_deciders on approvals.approval using gin (deciders) where state = 'pending' and asked_group is not null;

-- There are few days, however many moments: so that decisions are counted by hashing and not by sorting.
create statistics approvals.approval_day on workflow, ((decided_at at time zone 'UTC')::date) from approvals.approval;
