alter table sms_router.messages add column waits_for_limits boolean not null default false;

comment on column sms_router.messages.waits_for_limits is 'outbound: when no limit lets any of its lines send it; else it fails';

-- When a line that keeps an interval may send the next part. Whoever sends moves it into the future, as with a claim.
create table sms_router.paces (
  line    text primary key,
  next_at timestamptz not null
);
