package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.LimitTerms;
import io.patchbay.routing.limit.Subjects;
import io.patchbay.routing.limit.Tariff;
import java.util.List;
import java.util.Optional;

/// What a call costs at each of its targets, where a limit counts that.
final class Prices {
  /// Targets whose rates are told in the trace.
  private static final int TOLD = 5;

  private Prices() {}

  /// The decision with the rates of those targets that a limit of cost concerns.
  ///
  /// @param texts takes what the first of them cost
  static Decision priced(Inquiry inquiry, Decision decision, List<String> texts) {
    LimitTerms terms = inquiry.plan().limits().terms();
    if (!terms.priced()) {
      return decision;
    }
    Documents documents = inquiry.plan().documents();
    String e164 = e164(inquiry);
    Decision.Builder priced = decision.toBuilder();
    for (Target.Builder target : priced.getTargetsBuilderList()) {
      String exit = Subjects.exit(documents, target.build());
      if (exit.isEmpty() || !terms.priced(inquiry.caller().key(), List.of(exit))) {
        continue;
      }
      Optional<RateSpec> rate =
          inquiry
              .plan()
              .rates()
              .rate(
                  table(documents, target.build()),
                  e164,
                  inquiry.request().getCalledOperator(),
                  inquiry.at());
      rate.ifPresent(target::setRate);
      if (texts.size() < TOLD) {
        texts.add(exit + rate.map(one -> ": " + Tariff.words(one)).orElse(": no rate, no cost"));
      }
    }
    return priced.build();
  }

  /// The number in question as it is compared with rates.
  private static String e164(Inquiry inquiry) {
    return inquiry.resolution() instanceof Resolution.Found found
        ? inquiry.publicNumber(found.number()).orElse(inquiry.e164().called())
        : inquiry.e164().called();
  }

  private static String table(Documents documents, Target target) {
    return target.getTrunk().isEmpty()
        ? documents.lines().getOrDefault(target.getLine(), LineSpec.getDefaultInstance()).getRates()
        : documents
            .trunks()
            .getOrDefault(target.getTrunk(), TrunkSpec.getDefaultInstance())
            .getRates();
  }
}
