-- Cards by state: a page of a rare one, and the counts, without reading all the cards.
create index approval_by_state on approvals.approval (state, id);
