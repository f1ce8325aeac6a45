package io.patchbay.routing;

import io.patchbay.proto.config.v1.LineSelection;
import io.patchbay.proto.policy.v1.TraceCandidate;
import io.patchbay.routing.LineUse.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Orders lines: free before unknown before busy, among equals as the group's selection says; out
/// of service dropped.
final class LineOrder {
  private LineOrder() {}

  static Ordered of(List<String> lines, LineSelection selection, LineStates states) {
    List<Candidate> all = lines.stream().map(line -> new Candidate(line, states.of(line))).toList();
    List<Candidate> sorted =
        all.stream()
            .filter(candidate -> candidate.use().condition() != Condition.OUT_OF_SERVICE)
            .sorted(
                Comparator.comparing(Candidate::condition)
                    .thenComparing(Candidate::use, by(selection)))
            .toList();
    List<Candidate> dropped =
        all.stream()
            .filter(candidate -> candidate.use().condition() == Condition.OUT_OF_SERVICE)
            .toList();
    return new Ordered(sorted, dropped);
  }

  private static Comparator<LineUse> by(LineSelection selection) {
    return switch (selection) {
      case LINE_SELECTION_UNSPECIFIED, LINE_SELECTION_LEAST_CALLS, UNRECOGNIZED ->
          Comparator.comparingLong(LineUse::calls).thenComparingLong(LineUse::talkSeconds);
      case LINE_SELECTION_LEAST_TIME ->
          Comparator.comparingLong(LineUse::talkSeconds).thenComparingLong(LineUse::calls);
      case LINE_SELECTION_ROUND_ROBIN -> Comparator.comparingLong(LineUse::lastUsed);
      case LINE_SELECTION_PRIORITY -> (_, _) -> 0;
    };
  }

  /// One line and what is known of it.
  record Candidate(String line, LineUse use) {
    Condition condition() {
      return use.condition();
    }

    TraceCandidate traced(boolean chosen) {
      return TraceCandidate.newBuilder()
          .setLine(line)
          .setChosen(chosen)
          .setReason(chosen ? "" : "out of service")
          .setState(use.words())
          .build();
    }

    String words() {
      String history = use.calls() + " calls, " + use.talkSeconds() + " s";
      return switch (use.condition()) {
        case FREE -> line + " (" + history + ")";
        case UNKNOWN -> line + " (no report)";
        case BUSY -> line + " (busy, " + history + ")";
        case OUT_OF_SERVICE -> line + " (out of service, left out)";
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
      return Stream.concat(
              candidates.stream().map(candidate -> candidate.traced(true)),
              dropped.stream().map(candidate -> candidate.traced(false)))
          .toList();
    }

    String words() {
      List<String> words =
          Stream.concat(candidates.stream(), dropped.stream()).map(Candidate::words).toList();
      return words.isEmpty() ? "no lines" : words.stream().collect(Collectors.joining(", "));
    }
  }
}
