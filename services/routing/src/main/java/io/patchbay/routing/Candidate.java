package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.policy.v1.TraceCandidate;
import io.patchbay.routing.LineUse.Condition;
import java.util.List;
import java.util.stream.Collectors;

/// One line of those a call or message might leave by, and what is known of it.
///
/// @param number what would be dialled on it
/// @param against why it is left out; empty: nothing
/// @param unfit its dial rules do not let the number through
/// @param unwell why it is tried last; empty: it is not
public record Candidate(
    String line,
    String number,
    LineUse use,
    Preference preference,
    String against,
    boolean unfit,
    String unwell) {
  static final String OUT_OF_SERVICE = "out of service";

  public Candidate {
    requireNonNull(line, "line");
    requireNonNull(use, "use");
    requireNonNull(against, "against");
  }

  /// Why a line comes before others.
  public enum Preference {
    /// It was the last by which this number was called.
    REMEMBERED,
    /// It is bound to the caller.
    BOUND,
    NONE,
    /// Its calls fail.
    UNWELL
  }

  /// A line that nothing speaks against but its condition.
  static Candidate of(String line, String number, LineUse use) {
    String against = use.condition() == Condition.OUT_OF_SERVICE ? OUT_OF_SERVICE : "";
    return new Candidate(line, number, use, Preference.NONE, against, false, "");
  }

  boolean chosen() {
    return against.isEmpty();
  }

  Condition condition() {
    return use.condition();
  }

  TraceCandidate traced() {
    return TraceCandidate.newBuilder()
        .setLine(line)
        .setChosen(chosen())
        .setReason(chosen() ? unwell : against)
        .setState(use.words())
        .build();
  }

  String words() {
    String history = use.calls() + " calls, " + use.talkSeconds() + " s";
    if (!chosen()) {
      return line + " (" + against + ", left out)";
    }
    String liked =
        switch (preference) {
          case REMEMBERED -> "called by it before, ";
          case BOUND -> "bound, ";
          case NONE -> "";
          case UNWELL -> unwell + ", ";
        };
    return switch (use.condition()) {
      case FREE -> line + " (" + liked + history + ")";
      case UNKNOWN -> line + " (" + liked + "no report)";
      case BUSY -> line + " (" + liked + "busy, " + history + ")";
      case OUT_OF_SERVICE -> line + " (" + OUT_OF_SERVICE + ")";
    };
  }

  /// `gsm-1 (3 calls, 99 s), gsm-2 (busy, 0 calls, 0 s) and 98 more`.
  ///
  /// @param most that are named
  static String words(List<Candidate> all, int most) {
    if (all.isEmpty()) {
      return "no lines";
    }
    String named = all.stream().limit(most).map(Candidate::words).collect(Collectors.joining(", "));
    return all.size() > most ? named + " and " + (all.size() - most) + " more" : named;
  }
}
