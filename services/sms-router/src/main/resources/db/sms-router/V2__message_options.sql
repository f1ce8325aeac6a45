-- What a message was asked to be sent with; its class, reply path, validity and protocol are in the TPDUs of its parts too.
alter table sms_router.messages
  add column message_class    smallint,
  add column validity_minutes integer not null default 0,
  add column service_centre   text not null default '';

comment on column sms_router.messages.message_class is 'null: none; of an inbound message its PDUs have the say';
comment on column sms_router.messages.validity_minutes is 'outbound: TP-VP; 0: sent before this column was there';
comment on column sms_router.messages.service_centre is 'outbound: empty: the one of the SIM';
