package io.patchbay.routing;

import io.patchbay.routing.LineUse.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Orders lines: remembered ones, bound ones, others, those whose calls fail; free before unknown,
/// among equals as the group's selection says; busy ones behind them all. Those with something
/// against them are dropped.
final class LineOrder {
  /// Lines that a refusal names.
  private static final int FEW = 8;

  private LineOrder() {}

  static Ordered of(List<Candidate> all, Comparator<Candidate> selection) {
    List<Candidate> sorted =
        all.stream()
            .filter(Candidate::chosen)
            .sorted(
                Comparator.comparing((Candidate one) -> one.condition() == Condition.BUSY)
                    .thenComparing(Candidate::preference)
                    .thenComparing(Candidate::condition)
                    .thenComparing(selection))
            .toList();
    List<Candidate> dropped = all.stream().filter(candidate -> !candidate.chosen()).toList();
    return new Ordered(sorted, dropped);
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

    /// Those that are tried, then the others.
    List<Candidate> all() {
      return Stream.concat(candidates.stream(), dropped.stream()).toList();
    }

    /// None of them will ever take the number.
    boolean unfit() {
      return candidates.isEmpty()
          && !dropped.isEmpty()
          && dropped.stream().allMatch(Candidate::unfit);
    }

    /// Why there is none: `no line in service`, or what is against the first few.
    String none(String where) {
      return dropped.stream().allMatch(one -> one.against().equals(Candidate.OUT_OF_SERVICE))
          ? "no line in service for " + where
          : "no line for " + where + ": " + reasons();
    }

    private String reasons() {
      String few =
          dropped.stream()
              .limit(FEW)
              .map(one -> one.line() + " " + one.against())
              .collect(Collectors.joining(", "));
      return dropped.size() > FEW ? few + " and " + (dropped.size() - FEW) + " more" : few;
    }
  }
}
