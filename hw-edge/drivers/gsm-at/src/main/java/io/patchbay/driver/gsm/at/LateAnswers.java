package io.patchbay.driver.gsm.at;

import java.time.Duration;

/// The answer to a command that was given up on: nobody else's when it comes at last, neither its
/// line nor the result behind it.
final class LateAnswers {
  /// For so long the answer to a body may still come.
  private static final Duration BODY = Duration.ofMinutes(3);

  /// And to a command without one.
  private static final Duration LINE = Duration.ofSeconds(10);

  private String prefix = "";
  private boolean body;
  private boolean ending;
  private long until;

  /// Nothing came in time; an answer without a name of its own cannot be told later.
  void expect(AtCommand command, long now) {
    if (!command.prefix().isEmpty() && !Unsolicited.sharesName(command.prefix())) {
      prefix = command.prefix();
      body = !command.body().isEmpty();
      until = now + (body ? BODY : LINE).toNanos();
    }
  }

  void clear() {
    prefix = "";
    ending = false;
  }

  /// Whether this line is such an answer's.
  ///
  /// @param asked what the answer that is awaited now begins with; empty: anything or none
  /// @param end whether the line is a final result
  boolean take(String text, boolean end, String asked, long now) {
    if (ending && end) {
      ending = false;
      return true;
    }
    if (prefix.isEmpty() || asked.equals(prefix) || now - until > 0) {
      return false;
    }
    if (text.startsWith(prefix) || (body && text.startsWith("+CMS ERROR:"))) {
      ending = !end;
      prefix = "";
      return true;
    }
    return false;
  }
}
