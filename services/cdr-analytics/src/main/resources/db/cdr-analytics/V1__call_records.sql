-- One row a call. The primary key makes ingestion idempotent: a call is stored once, however often its record is read.
create table cdr_analytics.calls (
  call_id        text collate "C" primary key,
  started_at     timestamptz not null,
  answered_at    timestamptz,
  ended_at       timestamptz,
  origin_kind    text not null,
  origin         text not null,
  calling_number text not null,
  called_number  text not null,
  dialled_number text not null,
  cause          integer not null,
  sip_status     integer not null,
  released_by    text not null,
  edge           text not null,
  record         bytea not null
);

comment on column cdr_analytics.calls.record is 'the whole patchbay.cdr.v1.CallRecord';

create index calls_by_time on cdr_analytics.calls (started_at, call_id);
create index calls_by_calling on cdr_analytics.calls (calling_number, started_at) where calling_number <> '';
create index calls_by_called on cdr_analytics.calls (called_number, started_at) where called_number <> '';

create table cdr_analytics.legs (
  call_id          text collate "C" not null,
  position         integer not null,
  call_started_at  timestamptz not null,
  kind             text not null,
  name             text not null,
  number           text not null,
  direction        text not null,
  started_at       timestamptz,
  answered_at      timestamptz,
  ended_at         timestamptz,
  cause            integer not null,
  sip_status       integer not null,
  codec            text not null,
  packets_received bigint not null,
  packets_lost     bigint not null,
  jitter_ms        double precision not null,
  primary key (call_id, position)
);

create index legs_by_name on cdr_analytics.legs (kind, name, call_started_at, call_id);
create index legs_by_time on cdr_analytics.legs using brin (call_started_at);

-- What came on the topic and is no call record. Kept for a look; nothing that arrived is thrown away.
create table cdr_analytics.rejects (
  topic       text not null,
  partition   integer not null,
  log_offset  bigint not null,
  reason      text not null,
  value       bytea not null,
  rejected_at timestamptz not null default now(),
  primary key (topic, partition, log_offset)
);
