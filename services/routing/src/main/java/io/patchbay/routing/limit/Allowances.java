package io.patchbay.routing.limit;

import io.patchbay.contract.document.Allowance;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.limit.v1.Measure;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;

/// What a limit allows of each measure, and by whose clock. Immutable.
public record Allowances(
    Allowance minutes, Allowance calls, Allowance messages, Allowance cost, ZoneId zone) {
  static Allowances of(LimitSpec spec) {
    return new Allowances(
        readable(spec.getMinutes(), Allowance::parse),
        readable(spec.getCalls(), Allowance::parse),
        readable(spec.getMessages(), Allowance::parse),
        readable(spec.getCost(), Allowance::parseMoney),
        zone(spec.getTimeZone()));
  }

  Allowance of(Measure measure) {
    return switch (measure) {
      case MEASURE_MINUTES -> minutes;
      case MEASURE_CALLS -> calls;
      case MEASURE_MESSAGES -> messages;
      case MEASURE_COST -> cost;
      case MEASURE_CONCURRENT, MEASURE_VELOCITY, MEASURE_UNSPECIFIED, UNRECOGNIZED ->
          new Allowance.Unlimited();
    };
  }

  /// Nothing where it cannot be read: documents are checked before they get here.
  private static Allowance readable(String text, Function<String, Allowance> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException _) {
      return new Allowance.Total(0);
    }
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }
}
