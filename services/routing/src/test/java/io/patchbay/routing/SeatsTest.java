package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Seats of a PBX and the lines of a GoIP (catalogue G18), and numbers that are always dialled.
final class SeatsTest {
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at, prefixes: ["101", "001"], incoming: {trunk: pbx, number: "101"}}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at, prefixes: ["102", "002"], incoming: {trunk: pbx, number: "102"}}}
      ---
      {kind: Line, name: fxo-1, spec: {edge: e, kind: fxo, driver: sim}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "192.0.2.1:5060", line-prefix: calling}}
      ---
      {kind: Trunk, name: prefixing, spec: {address: "192.0.2.2:5060", line-prefix: called, strip-line-prefix: true}}
      ---
      {kind: Trunk, name: exchange, spec: {address: "192.0.2.3:5060"}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {pattern: "x+", from: [trunk/exchange], to: {line: fxo-1, number: "5551234"}}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));

  @Test
  void theDocumentsOfThisTestFitTogether() {
    DOCUMENTS.check(Patterns.check());
  }

  @ParameterizedTest(name = "{0} {1}: {2} calls {3}: {4}")
  @CsvSource({
    // AT-126: the seat's number chooses the line
    "TRUNK, pbx, 101, 13012345678, gsm-1 13012345678",
    "TRUNK, pbx, 102, 13012345678, gsm-2 13012345678",
    "TRUNK, pbx, 109, 13012345678, 603",
    // AT-127: the prefix that the PBX puts there chooses the line
    "TRUNK, prefixing, 55, 00213012345678, gsm-2 13012345678",
    "TRUNK, prefixing, 55, 00113012345678, gsm-1 13012345678",
    "TRUNK, prefixing, 55, 00913012345678, 603",
    // AT-128: and calls come back to the seat
    "LINE, gsm-2, 13012345678, '', pbx 102",
    "LINE, gsm-1, 13012345678, '', pbx 101",
    // H-166, G-142: whatever was called
    "TRUNK, exchange, 55, 700, fxo-1 5551234",
  })
  void seatsAndLinesFindEachOther(
      String kind, String origin, String calling, String called, String expected) {
    Decision decision =
        Router.of(DOCUMENTS)
            .route(
                RouteRequest.newBuilder()
                    .setOriginKind(OriginKind.valueOf("ORIGIN_KIND_" + kind))
                    .setOrigin(origin)
                    .setCallingNumber(calling)
                    .setCalledNumber(called)
                    .build(),
                LineStates.unknown());
    assertEquals(
        expected,
        decision.getTargetsCount() == 0
            ? String.valueOf(decision.getSipStatus())
            : decision.getTargets(0).getLine()
                + decision.getTargets(0).getTrunk()
                + " "
                + decision.getTargets(0).getNumber());
  }
}
