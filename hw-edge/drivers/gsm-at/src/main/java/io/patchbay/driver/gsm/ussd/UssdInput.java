package io.patchbay.driver.gsm.ussd;

import static java.util.Objects.requireNonNull;

/// What can happen to the dialogues of a line.
public sealed interface UssdInput {
  /// The commander wants to begin a dialogue or to answer in one.
  record Send(long command, String session, String text) implements UssdInput {
    public Send {
      requireNonNull(session, "session");
      requireNonNull(text, "text");
    }
  }

  /// The commander wants a dialogue to end.
  record Cancel(long command, String session) implements UssdInput {
    public Cancel {
      requireNonNull(session, "session");
    }
  }

  /// The modem did not take what it was given.
  record NotTaken(String session) implements UssdInput {}

  /// The network has said something.
  record Said(UssdReply reply) implements UssdInput {}

  /// The time armed with this number is over.
  record Expired(long timer) implements UssdInput {}

  /// The modem is gone.
  record Lost() implements UssdInput {}
}
