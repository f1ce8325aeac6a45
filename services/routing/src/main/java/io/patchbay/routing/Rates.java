package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.config.v1.RateTableSpec;
import io.patchbay.routing.limit.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What a call costs by a table of rates. Immutable.
final class Rates {
  private final Documents documents;
  private final Schedules schedules;

  Rates(Documents documents, Schedules schedules) {
    this.documents = documents;
    this.schedules = schedules;
  }

  /// The cost of an answered call in millionths; empty: the table has no rate for it, or is not
  /// there.
  ///
  /// @param e164 with `+`; empty: no public number
  /// @param operator who serves the number; empty: not known
  OptionalLong cost(String table, String e164, String operator, Instant at, Duration length) {
    return rate(table, e164, operator, at)
        .map(rate -> OptionalLong.of(Tariff.cost(rate, length.toSeconds())))
        .orElseGet(OptionalLong::empty);
  }

  /// The rate of a call that begins then; empty: the table has none for it, or is not there.
  ///
  /// @param e164 with `+`; empty: no public number
  /// @param operator who serves the number; empty: not known
  Optional<RateSpec> rate(String table, String e164, String operator, Instant at) {
    String digits = e164.isEmpty() ? "" : e164.substring(1);
    Optional<RateSpec> best = Optional.empty();
    for (RateSpec rate :
        documents
            .rateTables()
            .getOrDefault(table, RateTableSpec.getDefaultInstance())
            .getRatesList()) {
      boolean fits =
          digits.startsWith(rate.getPrefix())
              && (rate.getOperator().isEmpty() || rate.getOperator().equals(operator))
              && schedules.holds(rate.getWhen(), at);
      if (fits && best.stream().allMatch(found -> moreSpecific(rate, found))) {
        best = Optional.of(rate);
      }
    }
    return best;
  }

  private static boolean moreSpecific(RateSpec one, RateSpec than) {
    return one.getOperator().isEmpty() == than.getOperator().isEmpty()
        ? one.getPrefix().length() > than.getPrefix().length()
        : than.getOperator().isEmpty();
  }
}
