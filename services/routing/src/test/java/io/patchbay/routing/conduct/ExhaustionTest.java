package io.patchbay.routing.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.limit.v1.Adjustment;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.routing.limit.Ledger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits for good that are used up (G-174, G-175, AT-140).
final class ExhaustionTest {
  private static Documents documents(String first, String second) {
    return Documents.of(
        DocumentYaml.parse(
            "t",
            """
            {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at, account: own%s}}
            ---
            {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at%s}}
            ---
            {kind: Limit, name: plan, spec: {on: [line/gsm-1], minutes: '100', calls: 'D5,10'}}
            """
                .formatted(first, second)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; ''; SUSPEND_REGISTRATION",
        "', keep-sip-registered: true'; ''; ''",
        "', keep-module-registered: true'; ''; SUSPEND_REGISTRATION",
        "', keep-module-registered: false'; ''; SUSPEND_REGISTRATION MODULE_OFF",
        "', keep-module-registered: false'; ', keep-module-registered: false'; SUSPEND_REGISTRATION",
        "', keep-module-registered: false'; ', disabled: true'; SUSPEND_REGISTRATION",
        "', keep-sip-registered: true, keep-module-registered: false'; ''; MODULE_OFF",
      })
  void whatBecomesOfTheLine(String first, String second, String actions) {
    assertEquals(
        actions,
        new Exhaustions(documents(first, second))
            .all().stream()
                .flatMap(one -> one.getActionsList().stream())
                .map(action -> action.name().substring("POLICY_ACTION_".length()))
                .collect(Collectors.joining(" ")));
  }

  @Test
  void theRegistrationIsTakenBackWhileTheMinutesAreUsedUpAndThereAgainAfterTheReset() {
    Documents documents = documents("", "");
    Ledger ledger = new Ledger();
    look(ledger, documents);
    assertEquals("", standing(ledger));
    use(ledger, 6_000);
    look(ledger, documents);
    look(ledger, documents);
    assertEquals(
        "disabled by limit plan line/gsm-1 (100 min are used up) since 2026-11-22T09:00:00Z",
        standing(ledger));
    assertEquals(
        "[own]",
        Standings.NONE.with(ledger.conduct().state("line/gsm-1")).suspended(documents).toString());
    ledger.apply(
        entry()
            .setAdjustment(Adjustment.newBuilder().setQuota("plan line/gsm-1").setReset(true))
            .build());
    look(ledger, documents);
    assertEquals("", standing(ledger));
  }

  private static LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Timestamps.fromSeconds(1_795_338_000));
  }

  private static void use(Ledger ledger, long seconds) {
    ledger.apply(
        entry()
            .setAdjustment(
                Adjustment.newBuilder()
                    .setQuota("plan line/gsm-1")
                    .setMeasure(Measure.MEASURE_MINUTES)
                    .setAmount(seconds))
            .build());
  }

  private static void look(Ledger ledger, Documents documents) {
    new Exhaustions(documents)
        .all()
        .forEach(one -> ledger.apply(entry().setExhaustion(one).build()));
  }

  private static String standing(Ledger ledger) {
    return ledger.conduct().state("line/gsm-1").getFiringsList().stream()
        .map((PolicyFiring firing) -> Standings.words(firing))
        .collect(Collectors.joining());
  }
}
