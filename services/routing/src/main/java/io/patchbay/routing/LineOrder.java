package io.patchbay.routing;

import io.patchbay.proto.policy.v1.TraceCandidate;
import io.patchbay.routing.LineUse.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Orders lines: remembered ones, bound ones, others, those whose calls fail; free before unknown,
/// among equals as the group's selection says; busy ones behind them all. Those with something
/// against them are dropped.
final class LineOrder {
  private LineOrder() {}

  static Ordered of(List<Candidate> all, Comparator<Candidate> selection) {
    List<Candidate> sorted =
        all.stream()
            .filter(candidate -> candidate.against().isEmpty())
            .sorted(
                Comparator.comparing((Candidate one) -> one.condition() == Condition.BUSY)
                    .thenComparing(Candidate::preference)
                    .thenComparing(Candidate::condition)
                    .thenComparing(selection))
            .toList();
    List<Candidate> dropped =
        all.stream().filter(candidate -> !candidate.against().isEmpty()).toList();
    return new Ordered(sorted, dropped);
  }

  /// Why a line comes before others.
  enum Preference {
    /// It was the last by which this number was called.
    REMEMBERED,
    /// It is bound to the caller.
    BOUND,
    NONE,
    /// Its calls fail.
    UNWELL
  }

  /// One line and what is known of it.
  ///
  /// @param number what would be dialled on it
  /// @param against why it is left out; empty: nothing
  /// @param unfit its dial rules do not let the number through
  /// @param unwell why it is tried last; empty: it is not
  record Candidate(
      String line,
      String number,
      LineUse use,
      Preference preference,
      String against,
      boolean unfit,
      String unwell) {
    static final String OUT_OF_SERVICE = "out of service";

    /// A line that nothing speaks against but its condition.
    static Candidate of(String line, String number, LineUse use) {
      String against = use.condition() == Condition.OUT_OF_SERVICE ? OUT_OF_SERVICE : "";
      return new Candidate(line, number, use, Preference.NONE, against, false, "");
    }

    Condition condition() {
      return use.condition();
    }

    TraceCandidate traced() {
      return TraceCandidate.newBuilder()
          .setLine(line)
          .setChosen(against.isEmpty())
          .setReason(against.isEmpty() ? unwell : against)
          .setState(use.words())
          .build();
    }

    String words() {
      String history = use.calls() + " calls, " + use.talkSeconds() + " s";
      if (!against.isEmpty()) {
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
  }

  /// Lines as they are to be tried.
  ///
  /// @param candidates in the order they are tried
  record Ordered(List<Candidate> candidates, List<Candidate> dropped) {
    Ordered {
      candidates = List.copyOf(candidates);
      dropped = List.copyOf(dropped);
    }

    List<String> lines() {
      return candidates.stream().map(Candidate::line).toList();
    }

    List<TraceCandidate> traced() {
      return Stream.concat(candidates.stream(), dropped.stream()).map(Candidate::traced).toList();
    }

    String words() {
      List<String> words =
          Stream.concat(candidates.stream(), dropped.stream()).map(Candidate::words).toList();
      return words.isEmpty() ? "no lines" : words.stream().collect(Collectors.joining(", "));
    }

    /// None of them will ever take the number.
    boolean unfit() {
      return candidates.isEmpty()
          && !dropped.isEmpty()
          && dropped.stream().allMatch(Candidate::unfit);
    }

    /// Why there is none: `no line in service`, or what is against each.
    String none(String where) {
      return dropped.stream().allMatch(one -> one.against().equals(Candidate.OUT_OF_SERVICE))
          ? "no line in service for " + where
          : "no line for "
              + where
              + ": "
              + dropped.stream()
                  .map(one -> one.line() + " " + one.against())
                  .collect(Collectors.joining(", "));
    }
  }
}
