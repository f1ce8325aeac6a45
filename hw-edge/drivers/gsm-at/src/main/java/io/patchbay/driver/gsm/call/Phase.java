package io.patchbay.driver.gsm.call;

/// The states of a call that modems report – `<stat>` of +CLCC, TS 27.007 §7.18, and its end.
public enum Phase {
  ACTIVE,
  HELD,
  DIALLING,
  ALERTING,
  INCOMING,
  WAITING,
  RELEASED
}
