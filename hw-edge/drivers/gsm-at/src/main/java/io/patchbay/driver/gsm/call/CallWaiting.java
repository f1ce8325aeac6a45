package io.patchbay.driver.gsm.call;

/// What becomes of a caller who waits while a call is up (catalogue G-167 to G-170).
public enum CallWaiting {
  /// The caller is told busy.
  OFF,
  /// The call is held, the caller answered; when the caller has gone, the call goes on.
  ANSWER,
  /// The people on the call decide: `32` goes from one to the other, `31` hangs up the one heard.
  KEYS,
  /// The caller is answered, and held when there was time for a greeting; the call goes on.
  GREET
}
