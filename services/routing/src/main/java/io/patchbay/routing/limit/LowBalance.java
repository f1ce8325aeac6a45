package io.patchbay.routing.limit;

import io.patchbay.contract.document.Allowance;
import io.patchbay.proto.config.v1.LimitReport;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Notice;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.routing.limit.LimitTerms.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Little is left of a limit and somebody wants to know, by short message (catalogue G-189).
///
/// @param line that sends it; empty: any
/// @param text report id and whole minutes that are left
/// @param notice to be written to the ledger first: whose entry is done, and not ignored, tells it
public record LowBalance(String line, String to, String text, Notice notice) {
  /// What is to be told now.
  public static List<LowBalance> of(LimitTerms terms, Moment moment, Ledger ledger) {
    List<LowBalance> low = new ArrayList<>();
    for (Quota quota : terms.reported()) {
      terms
          .share(quota, Measure.MEASURE_MINUTES, moment, ledger)
          .filter(share -> !share.period().equals(LimitTerms.FREE))
          .flatMap(share -> of(quota, share, ledger))
          .ifPresent(low::add);
    }
    return low;
  }

  private static Optional<LowBalance> of(Quota quota, Allowance.Share share, Ledger ledger) {
    LimitReport report = quota.spec().getReport();
    CounterKey counter = new CounterKey(quota.name(), Measure.MEASURE_MINUTES, share.period());
    long used = ledger.used(counter);
    long left = Math.max(0, share.amount() - Math.ceilDiv(used, 60L));
    if (used == 0 || left > report.getMinutes() || ledger.noticed(counter)) {
      return Optional.empty();
    }
    int line = quota.name().indexOf(" line/");
    return Optional.of(
        new LowBalance(
            line < 0 ? "" : quota.name().substring(line + " line/".length()),
            report.getTo(),
            (report.getId() + " " + left).strip(),
            Notice.newBuilder().setQuota(quota.name()).setPeriod(share.period()).build()));
  }
}
