package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.limit.v1.ReplayState;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A changed plan and the calls that were (catalogue D1).
final class ReplayTest {
  private static final long SEED = 20_261_122;
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Decisions decisions = new Decisions(Router.RULES);

  @BeforeEach
  void documentsInForce() {
    decisions.configure(
        documents(
            """
            {kind: Edge, name: e}
            ---
            {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
            ---
            {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at}}
            ---
            {kind: LineGroup, name: both, spec: {lines: [gsm-1, gsm-2]}}
            ---
            {kind: Extension, name: 101}
            ---
            {kind: DialPlan, name: default, spec: {rules: [
              {name: mobile, pattern: 1xxxxxxxxxx, to: {line-group: both}},
              {name: home, pattern: '0[2-9]xxx', to: {line: gsm-2}}]}}
            """));
  }

  @Test
  void ofTenThousandCallsExactlyThoseThatGoElsewhereAreShown() {
    List<Document> changed =
        documents(
            """
            {kind: DialPlan, name: default, spec: {rules: [
              {name: premium, pattern: 1900x+, reject: true},
              {name: unicom, pattern: 130xxxxxxxx, to: {line: gsm-2}},
              {name: mobile, pattern: 1xxxxxxxxxx, to: {line-group: both}},
              {name: home, pattern: '0[2-9]xxx', to: {line: gsm-2}}]}}
            """);
    var random = new Random(SEED);
    List<RouteRequest> calls = new ArrayList<>();
    List<String> moved = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String number = number(random);
      calls.add(call("call-" + i, number));
      if (number.matches("130\\d{8}|1900\\d{7}")) {
        moved.add("call-" + i);
      }
    }
    assertTrue(moved.size() > 500, "seed " + SEED + " makes only " + moved.size());
    var before = calls.stream().map(call -> decisions.explain(call, NOON)).toList();
    List<Difference> differences = replay(changed, calls);
    assertEquals(moved, differences.stream().map(Difference::getCallId).toList());
    for (Difference difference : differences) {
      assertEquals(2, difference.getBefore().getTargetsCount());
      String after = difference.getAfter().getReason();
      assertTrue(
          difference.getAfter().getTargetsCount() == 1 || after.contains("premium"),
          difference::toString);
    }
    assertEquals(
        before,
        calls.stream().map(call -> decisions.explain(call, NOON)).toList(),
        "a replay changes nothing");
  }

  @Test
  void aLineThatIsTakenNowMakesNoDifference() {
    decisions.route(call("now", "13012345678"), NOON);
    assertEquals(List.of(), replay(List.of(), List.of(call("then", "13012345678"))));
  }

  @Test
  void anExtensionThatIsTakenAwayMakesItsCallsGoElsewhere() {
    Document gone = Kinds.deletion("Extension/101");
    List<Difference> differences =
        replay(List.of(gone), List.of(call("a", "101"), call("b", "02555")));
    assertEquals(1, differences.size());
    assertEquals("101", differences.getFirst().getBefore().getTargets(0).getExtension());
    assertEquals(404, differences.getFirst().getAfter().getSipStatus());
  }

  @Test
  void documentsThatDoNotFitTogetherAreRefusedWithTheirNames() {
    List<Document> changed =
        documents(
            "{kind: DialPlan, name: default, spec: {rules: [{pattern: '1[x', to: {line: gsm-9}}]}}");
    var thrown =
        assertThrows(
            DocumentException.class, () -> replay(changed, List.of(call("a", "13012345678"))));
    String words = String.valueOf(thrown.getMessage());
    assertTrue(words.contains("gsm-9") && words.contains("pattern"), words);
  }

  private List<Difference> replay(List<Document> changed, List<RouteRequest> calls) {
    List<ReplayCall> asked =
        calls.stream().map(call -> ReplayCall.newBuilder().setCall(call).build()).toList();
    return decisions.replay(changed, asked, ReplayState.getDefaultInstance()).getDifferencesList();
  }

  private static String number(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "130" + digits(random, 8);
      case 1 -> "1900" + digits(random, 7);
      case 2 -> "0" + (2 + random.nextInt(8)) + digits(random, 3);
      case 3 -> "1" + (3 + random.nextInt(7)) + digits(random, 9);
      default -> digits(random, 1 + random.nextInt(5));
    };
  }

  private static String digits(Random random, int count) {
    return random
        .ints(count, 0, 10)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  private static List<Document> documents(String yaml) {
    return DocumentYaml.parse("test", yaml);
  }

  private static RouteRequest call(String id, String number) {
    return RouteRequest.newBuilder()
        .setCallId(id)
        .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
        .setOrigin("101")
        .setCallingNumber("101")
        .setCalledNumber(number)
        .build();
  }
}
