package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of a line in a decision (catalogue G-144, G-145; AT-100 to AT-106).
final class DialRulesTest {
  private static Router router(String fields) {
    var documents =
        Documents.of(
            DocumentYaml.parse(
                "test.yaml",
                """
                {kind: Edge, name: e}
                ---
                {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at, %s}}
                ---
                {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at}}
                ---
                {kind: LineGroup, name: both, spec: {lines: [gsm-1, gsm-2], selection: priority}}
                ---
                {kind: Extension, name: 101}
                ---
                {kind: DialPlan, name: default, spec: {rules: [
                  {pattern: '*x+', strip: 1, to: {line-group: both}},
                  {pattern: 'x+', to: {line: gsm-1}},
                  {pattern: '+x+', to: {line: gsm-1}}]}}
                """
                    .formatted(fields)));
    documents.check(Patterns.check());
    return Router.of(documents);
  }

  private static Decision calls(Router router, String number) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin("101")
            .setCalledNumber(number)
            .build(),
        LineStates.unknown());
  }

  @ParameterizedTest(name = "{0}, strict {1}: {2} is dialled {3}")
  @CsvSource({
    "86:-86, false, 8613012345678, 13012345678",
    "86:-86, false, 13012345678, 13012345678",
    "+86:-+86, false, +8613012345678, 13012345678",
    ":+0, false, 13012345678, 013012345678",
    "01[3-8]:-0++86, false, 015912345678, +8615912345678",
    "01[3-8]:-0++86, false, 012912345678, 012912345678",
    "01[3-8]:-0++86, true, 015912345678, ''",
    "01[3-8]:-0++86, true, 012912345678, ''",
    "1[3-8]XXXXXXXXX:, true, 13012345678, 13012345678",
    "1[3-8]XXXXXXXXX:, true, 1301234567, ''",
    "13:+0|15:+0|17:+0, false, 17012345678, 017012345678",
    "13:+0|15:+0|17:+0, false, 18012345678, 18012345678",
    "86:-86|8613:+0, false, 8613012345678, 13012345678",
    "13:+0, true, 13, 013",
  })
  void aLineDialsWhatItsRulesMakeOfTheNumber(
      String rules, boolean strict, String number, String dialled) {
    Decision decision =
        calls(router("dial-rules: '" + rules + "', strict-dial-rules: " + strict), number);
    if (dialled.isEmpty()) {
      assertEquals(0, decision.getTargetsCount());
      assertTrue(
          decision.getTraceList().toString().contains("dial rules"),
          () -> decision.getTraceList().toString());
    } else {
      assertEquals(dialled, decision.getTargets(0).getNumber());
    }
  }

  @Test
  void aLineThatMayNotDialItIsLeftOutAndTheNextIsTaken() {
    Decision decision = calls(router("dial-rules: '13XXX:', strict-dial-rules: true"), "*5551212");
    assertEquals(1, decision.getTargetsCount());
    assertEquals("gsm-2", decision.getTargets(0).getLine());
    assertTrue(
        decision.getTraceList().stream()
            .anyMatch(line -> line.contains("gsm-1") && line.contains("dial rules")),
        () -> decision.getTraceList().toString());
  }

  @Test
  void linesOfAGroupDialTheSameNumberInTheirOwnWay() {
    Decision decision = calls(router("dial-rules: ':+0'"), "*13012345678");
    assertEquals("013012345678", decision.getTargets(0).getNumber());
    assertEquals("13012345678", decision.getTargets(1).getNumber());
  }

  @Test
  void anEmergencyCallIsDialledAsItIs() {
    Decision decision = calls(router("dial-rules: '1:-1|:+0', strict-dial-rules: true"), "112");
    assertTrue(decision.getEmergency());
    assertEquals("112", decision.getTargets(0).getNumber());
  }
}
