-- Answers that are given again to the very same request, where a workflow wants that.

create table ledger.cache (
    key        bytea       primary key,                -- SHA-256 of the workflow and of all that the provider would be sent
    workflow   text        not null,
    call_id    uuid        not null,                   -- whose answer it is; the bytes are in kept_answer
    expires_at timestamptz not null,

    constraint cache_key_whole check (octet_length(key) = 32)
);

create index cache_expires on ledger.cache (expires_at);

alter table ledger.call_intent add column cache_hit_of uuid;   -- the call whose answer was given again; then no provider was asked

create or replace view ledger.call_log as
select
    intent.id,
    intent.trace_id,
    intent.workflow,
    intent.run_id,
    intent.step_id,
    intent.snapshot,
    intent.first_call_id,
    intent.attempt,
    intent.purpose,
    intent.route,
    intent.provider,
    intent.requested_model,
    final.served_model,
    case when final.id is not null then final.state when lost.id is not null then 'unknown' else 'open' end as state,
    case when final.id is not null then final.failure_code when lost.id is not null then 'ledger.' || replace(lost.reason, '_', '-') end as failure_code,
    case when final.id is not null then final.failure_message
         when lost.reason = 'process_ended' then 'The program ended before the outcome was written down.'
         when lost.reason = 'deadline_passed' then 'Its deadline passed and no outcome was written down.' end as failure_message,
    final.http_status,
    final.finish_reason,
    final.provider_request_id,
    final.system_fingerprint,
    (select ledger.text_of(body.bytes) from ledger.call_body as body where body.id = intent.id and body.direction = 'request') as prompt,
    (select ledger.text_of(body.bytes) from ledger.call_body as body where body.id = intent.id and body.direction = 'response') as response,
    final.input_tokens,
    final.output_tokens,
    final.cache_read_tokens,
    final.cache_write_tokens,
    final.reasoning_tokens,
    final.cost_usd,
    intent.price_version,
    final.before_ms,
    final.first_byte_ms,
    final.total_ms,
    final.confidence,
    intent.opened_at,
    intent.deadline,
    coalesce(final.closed_at, lost.lost_at) as closed_at,
    lost.lost_at,
    intent.node,
    intent.process,
    intent.app,
    intent.key_id,
    intent.format,
    intent.streamed,
    intent.session_id,
    final.reported_cost_usd,
    intent.route_reason,
    intent.degraded,
    final.served_model_header,
    intent.cache_hit_of
from ledger.call_intent as intent
left join ledger.call_final as final on final.id = intent.id
left join ledger.call_lost as lost on lost.id = intent.id;
