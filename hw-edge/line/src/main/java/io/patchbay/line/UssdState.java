package io.patchbay.line;

/// How a USSD dialogue stands after something was said in it (TS 27.007 §7.15 `<m>`, and ours).
public enum UssdState {
  /// The network has said its last word, 0.
  DONE,
  /// The network waits for an answer, 1.
  ANSWER_WANTED,
  /// The network ended it, 2.
  TERMINATED,
  /// Somebody else has answered, 3.
  ANSWERED_ELSEWHERE,
  /// The network does not know this, 4.
  NOT_SUPPORTED,
  /// The network has timed out, 5.
  NETWORK_TIMED_OUT,
  /// Nothing came from the network, or no answer from the commander, in time.
  TIMED_OUT,
  /// The commander ended it.
  CANCELLED,
  /// The modem is gone.
  LOST
}
