-- One row a message. state as in patchbay.sms.v1.MessageState, direction as in patchbay.sms.v1.Direction.
create table sms_router.messages (
  message_id        text collate "C" primary key,
  direction         smallint not null,
  state             smallint not null,
  line              text not null,
  peer              text not null,
  own_number        text not null,
  text              text not null,
  parts             integer not null,
  parts_done        integer not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  service_centre_at timestamptz,
  reason            text not null default '',
  origin            text not null,
  -- outbound only
  delivery_report   boolean not null default false,
  lines             text not null default '',
  tries             integer not null default 0,
  expires_at        timestamptz
);

comment on column sms_router.messages.lines is 'lines the policy allows, in order, separated by blanks';
comment on column sms_router.messages.tries is 'refusals so far';

create index messages_by_line on sms_router.messages (line, message_id);
create index messages_by_peer on sms_router.messages (peer, message_id);

-- The same key and origin is the same message.
create table sms_router.requests (
  origin     text not null,
  request_id text not null,
  message_id text not null,
  primary key (origin, request_id)
);

-- Outbound parts. state as in io.patchbay.sms.ledger.PartState.
create table sms_router.parts (
  message_id text collate "C" not null,
  part       integer not null,
  state      smallint not null,
  tpdu       bytea not null,
  attempt    integer not null default 1,
  unknown    integer not null default 0,
  line       text not null default '',
  recipient  text not null,
  reference  integer,
  sent_at    timestamptz,
  reason     text not null default '',
  primary key (message_id, part)
);

comment on column sms_router.parts.attempt is 'makes the command id; counts up with every certain refusal';
comment on column sms_router.parts.unknown is 'answers that left the outcome open';
comment on column sms_router.parts.reference is 'TP-MR the modem gave it';

create index parts_by_reference on sms_router.parts (line, reference, sent_at) where reference is not null;

-- Messages that still have to be sent. A claim moves next_at into the future: whoever dies lets go of it.
create table sms_router.queue (
  message_id text collate "C" primary key,
  line       text not null,
  next_at    timestamptz not null
);

create index queue_by_line on sms_router.queue (line, next_at, message_id);

-- Every short message fact that came, once.
create table sms_router.inbound_parts (
  fact_id     text primary key,
  message_id  text collate "C" not null,
  line        text not null,
  sequence    integer not null,
  pdu         bytea not null,
  received_at timestamptz not null
);

create index inbound_parts_by_message on sms_router.inbound_parts (message_id);
create index inbound_parts_by_pdu on sms_router.inbound_parts (line, md5(pdu));

-- Long messages on their way in; message_id is the message they become.
create table sms_router.assemblies (
  message_id text collate "C" primary key,
  line       text not null,
  originator text not null,
  bits       integer not null,
  reference  integer not null,
  total      integer not null,
  started_at timestamptz not null,
  flush_at   timestamptz
);

comment on column sms_router.assemblies.flush_at is 'null: shown already, complete or not';

create index assemblies_by_key on sms_router.assemblies (line, originator, bits, reference, total, started_at);
create index assemblies_by_flush on sms_router.assemblies (flush_at) where flush_at is not null;

-- Status reports. A report may come before the modem's answer that names the reference.
create table sms_router.reports (
  fact_id     text primary key,
  line        text not null,
  reference   integer not null,
  recipient   text not null,
  status      integer not null,
  received_at timestamptz not null,
  message_id  text,
  part        integer,
  pdu         bytea not null
);

create index reports_unmatched on sms_router.reports (line, reference, received_at) where message_id is null;

-- Inbound messages on their way to an extension by SIP MESSAGE.
create table sms_router.deliveries (
  message_id text collate "C" primary key,
  extension  text not null,
  tries      integer not null default 0,
  next_at    timestamptz,
  expires_at timestamptz not null,
  sip_status integer not null default 0,
  outcome    text not null default ''
);

comment on column sms_router.deliveries.next_at is 'null: over';

create index deliveries_due on sms_router.deliveries (next_at) where next_at is not null;

-- Events on their way to Kafka, written in the transaction they tell of.
create table sms_router.outbox (
  id    bigint generated always as identity primary key,
  topic text not null,
  key   text not null,
  value bytea not null
);
