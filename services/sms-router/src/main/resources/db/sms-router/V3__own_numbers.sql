-- The numbers of SIM cards that do not tell them, found out by asking.
create table sms_router.own_numbers (
  card         text primary key,
  line         text not null,
  number       text not null default '',
  tries        integer not null default 0,
  asked_at     timestamptz,
  next_at      timestamptz not null,
  answer_from  text not null default '',
  answer_until timestamptz
);

comment on column sms_router.own_numbers.card is 'ICCID, or IMSI';
comment on column sms_router.own_numbers.line is 'where the card was when it was asked last';
comment on column sms_router.own_numbers.answer_from is 'whose short message is the answer; empty: none is awaited';

create index own_numbers_awaited on sms_router.own_numbers (line) where answer_from <> '';

-- Messages that came to a line that answers by itself or waits for its number; taken out when looked at.
create table sms_router.arrivals (
  message_id text collate "C" primary key,
  tries      integer not null default 0,
  next_at    timestamptz not null
);

create index arrivals_due on sms_router.arrivals (next_at);

-- What was answered by itself, for a day.
create table sms_router.auto_replies (
  line text not null,
  peer text not null,
  at   timestamptz not null
);

create index auto_replies_by_line on sms_router.auto_replies (line, at);
