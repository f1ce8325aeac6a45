package io.patchbay.routing.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Adjustment;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.routing.limit.Ledger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  @Test
  void aLimitThatIsNoMoreOrConcernsTheLineNoMoreLeavesItFree() {
    Ledger ledger = new Ledger();
    Documents before = documents("", "");
    use(ledger, 6_000);
    look(ledger, before);
    Documents without =
        before.with(List.of(Document.newBuilder().setKind("Limit").setName("plan").build()));
    look(ledger, without);
    assertEquals("", standing(ledger), "deleted");
    look(ledger, before);
    Documents other =
        before.with(
            DocumentYaml.parse(
                "t", "{kind: Limit, name: plan, spec: {on: [line/gsm-2], minutes: '100'}}"));
    look(ledger, other);
    assertEquals("", standing(ledger), "of another line");
    look(ledger, before);
    Documents windows =
        before.with(
            DocumentYaml.parse(
                "t", "{kind: Limit, name: plan, spec: {on: [line/gsm-1], minutes: 'D5,100'}}"));
    look(ledger, windows);
    assertEquals("", standing(ledger), "of a month: nothing is used up for good");
    look(ledger, before);
    look(ledger, documents(", keep-sip-registered: true", ""));
    assertEquals(
        "reported by limit plan line/gsm-1 (100 min are used up) since 2026-11-22T09:00:00Z",
        standing(ledger));
  }

  @Test
  void whatIsStandingFromBeforeMeasuresWereNamedIsTakenBack() {
    Documents documents = documents("", "");
    PolicyStateRecord old =
        PolicyStateRecord.newBuilder()
            .setSubject("line/gsm-1")
            .addFirings(
                PolicyFiring.newBuilder()
                    .setPolicy("limit plan line/gsm-1")
                    .addActions(PolicyAction.POLICY_ACTION_SUSPEND_REGISTRATION))
            .addFirings(
                PolicyFiring.newBuilder().setPolicy("limit plan line/gsm-1").setReason("velocity"))
            .build();
    Ledger ledger = Ledger.of(LedgerState.newBuilder().addPolicyStates(old).build());
    look(ledger, documents);
    assertEquals(1, ledger.conduct().state("line/gsm-1").getFiringsCount(), "velocity stays");
  }

  @Test
  void everyMeasureOfALimitStandsForItself() {
    Documents documents =
        Documents.of(
            DocumentYaml.parse(
                "t",
                """
                {kind: Extension, name: 101}
                ---
                {kind: Trunk, name: itsp, spec: {address: 192.0.2.1}}
                ---
                {kind: Limit, name: cap, spec: {on: [extension/101, trunk/itsp], minutes: '9', calls: '5', cost: '2.5'}}
                """));
    Ledger ledger = new Ledger();
    adjust(ledger, "cap extension/101", Measure.MEASURE_COST, 2_500_000);
    adjust(ledger, "cap trunk/itsp", Measure.MEASURE_CALLS, 5);
    look(ledger, documents);
    look(ledger, documents);
    assertEquals(
        "reported by limit cap extension/101 (2.5 are spent) since 2026-11-22T09:00:00Z",
        standing(ledger, "extension/101"));
    assertEquals(1, ledger.conduct().state("extension/101").getRevision(), "told once");
    assertEquals(
        "reported by limit cap trunk/itsp (5 calls are used up) since 2026-11-22T09:00:00Z",
        standing(ledger, "trunk/itsp"));
    adjust(ledger, "cap extension/101", Measure.MEASURE_COST, -1);
    look(ledger, documents);
    assertEquals("", standing(ledger, "extension/101"));
  }

  private static LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Timestamps.fromSeconds(1_795_338_000));
  }

  private static void use(Ledger ledger, long seconds) {
    adjust(ledger, "plan line/gsm-1", Measure.MEASURE_MINUTES, seconds);
  }

  private static void adjust(Ledger ledger, String quota, Measure measure, long amount) {
    ledger.apply(
        entry()
            .setAdjustment(
                Adjustment.newBuilder().setQuota(quota).setMeasure(measure).setAmount(amount))
            .build());
  }

  private static void look(Ledger ledger, Documents documents) {
    Exhaustions exhaustions = new Exhaustions(documents);
    Stream.concat(exhaustions.gone(ledger.conduct().states()).stream(), exhaustions.all().stream())
        .forEach(one -> ledger.apply(entry().setExhaustion(one).build()));
  }

  private static String standing(Ledger ledger) {
    return standing(ledger, "line/gsm-1");
  }

  private static String standing(Ledger ledger, String subject) {
    return ledger.conduct().state(subject).getFiringsList().stream()
        .map((PolicyFiring firing) -> Standings.words(firing))
        .collect(Collectors.joining());
  }
}
