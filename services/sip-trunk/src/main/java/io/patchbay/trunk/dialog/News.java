package io.patchbay.trunk.dialog;

/// What the world is told of a call.
public enum News {
  STARTED,
  ALERTING,
  ANSWERED,
  HELD,
  RESUMED,
  DTMF,
  ENDED
}
