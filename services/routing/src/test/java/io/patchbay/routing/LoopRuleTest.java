package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineUse.Condition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Calls that would go round in circles are refused with 482, and the trace says which circle.
final class LoopRuleTest {
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN}, loops: {max-diversions: 2}}}
      ---
      {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, number: "+8613900000001"}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, number: "+8613900000002", incoming: {extension: 102}}}
      ---
      {kind: LineGroup, name: mobile, spec: {lines: [gsm-1]}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "192.0.2.1"}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Extension, name: 102}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {pattern: "1[3-9]xxxxxxxxx", to: {line-group: mobile}}
          - {pattern: "8x+", to: {trunk: pbx}}
      """;

  private static Decision decide(String from, String to, RouteRequest.Builder request) {
    Documents documents = Documents.of(DocumentYaml.parse("t", YAML.replace(from, to)));
    return Router.of(documents)
        .route(
            request.build(),
            LineStates.of(
                Map.of("gsm-1", LineUse.of(Condition.BUSY), "gsm-2", LineUse.of(Condition.FREE))));
  }

  private static Decision decide(RouteRequest.Builder request) {
    return decide("no such text", "", request);
  }

  private static RouteRequest.Builder call(OriginKind kind, String origin, String called) {
    return RouteRequest.newBuilder().setOriginKind(kind).setOrigin(origin).setCalledNumber(called);
  }

  private static void assertLoop(String why, Decision decision) {
    assertEquals(
        "482/25 " + why,
        decision.getSipStatus() + "/" + decision.getCause() + " " + decision.getReason());
    assertEquals("loop: " + why, decision.getTrace(decision.getTraceCount() - 1));
  }

  @Test
  void aTrunksCallDoesNotGoBackToIt() {
    var call = call(OriginKind.ORIGIN_KIND_TRUNK, "pbx", "8300");
    assertLoop("it would go back to trunk pbx, where it comes from", decide(call));
    assertEquals(1, decide("address:", "hair-pin: true, address:", call).getTargetsCount());
    assertEquals(1, decide(call.setRedirected(true)).getTargetsCount(), "it sends its call on");
  }

  @Test
  void aCallIsSentOnSoOftenAndNeverBack() {
    var call = call(OriginKind.ORIGIN_KIND_EXTENSION, "101", "102");
    assertEquals(
        1, decide(call.addAllDivertedBy(List.of("103", "104"))).getTargetsCount(), "twice");
    assertLoop("sent on 3 times, at most 2 are allowed", decide(call.addDivertedBy("105")));
    assertLoop(
        "102 has sent the call on already",
        decide(call.clearDivertedBy().addAllDivertedBy(List.of("103", "102"))));
    assertLoop(
        "+8613800000001 has sent the call on already",
        decide(
            call(OriginKind.ORIGIN_KIND_EXTENSION, "101", "13800000001")
                .addDivertedBy("+8613800000001")));
  }

  @Test
  void aLineOfOursThatCallsALineOfOursIsKnownWhenItComesIn() {
    var out = decide(call(OriginKind.ORIGIN_KIND_EXTENSION, "101", "13900000002"));
    assertEquals("gsm-1", out.getTargets(0).getLine());
    assertEquals(
        "loop: 13900000002 is the number of our line gsm-2",
        out.getTraceList().stream().filter(line -> line.startsWith("loop")).findFirst().orElse(""));
    var in = call(OriginKind.ORIGIN_KIND_LINE, "gsm-2", "").setCallingNumber("+8613900000001");
    assertLoop("line gsm-1 of ours calls line gsm-2 of ours", decide(in));
    assertEquals(
        "102",
        decide(in.setCallingNumber("+8613900000002")).getTargets(0).getExtension(),
        "gsm-2 is not in a call");
  }

  @Test
  void orItNeverGoesOut() {
    var call = call(OriginKind.ORIGIN_KIND_EXTENSION, "101", "13900000002");
    Decision inside = decide("max-diversions: 2", "own-numbers-inside: true", call);
    assertEquals("102", inside.getTargets(0).getExtension());
    assertEquals("101", inside.getCallingNumber());
    Decision nowhere =
        decide(
            "max-diversions: 2", "own-numbers-inside: true", call.setCalledNumber("13900000001"));
    assertEquals(404, nowhere.getSipStatus(), "no calls are expected on gsm-1");
  }
}
