package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The account modes of catalogue G6 and the accounts of single lines (H-002).
final class LineAccountsTest {
  private static final String YAML =
      """
      {kind: Edge, name: edge-1}
      ---
      {kind: Line, name: gsm-1, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: 9001, prefixes: ["00", "13", "15", "17", "2"]}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: 9002, prefixes: ["21", "abc"], account: by-line}}
      ---
      {kind: Line, name: gsm-3, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: 9003, prefixes: ["7"], account: by-line}}
      ---
      {kind: Line, name: gsm-4, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: 9004}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: edge-1, kind: fxs, driver: sim, number: 201, account: phone}}
      ---
      {kind: Line, name: fxo-1, spec: {edge: edge-1, kind: fxo, driver: sim, account: exchange}}
      ---
      {kind: LineGroup, name: four, spec: {lines: [gsm-4], account: by-group}}
      ---
      {kind: Trunk, name: gateway, spec: {address: "192.0.2.1:5060", line-prefix: called, strip-line-prefix: true}}
      ---
      {kind: Trunk, name: by-caller, spec: {address: "192.0.2.2:5060", line-prefix: calling}}
      ---
      {kind: Trunk, name: by-line, spec: {address: "192.0.2.3:5060", line-prefix: called, account: {user: "1"}}}
      ---
      {kind: Trunk, name: by-group, spec: {address: "192.0.2.4:5060", account: {user: "2"}}}
      ---
      {kind: Trunk, name: phone, spec: {address: "192.0.2.5:5060", account: {user: "3"}}}
      ---
      {kind: Trunk, name: exchange, spec: {address: "192.0.2.5:5060", account: {user: "4"}}}
      ---
      {kind: Extension, name: 101}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));

  @ParameterizedTest
  @CsvSource({
    // AT-120: one account for the gateway, the line by the prefix of the called number, stripped
    "trunk, gateway, 55, 2101, gsm-2 01",
    "trunk, gateway, 55, 2001, gsm-1 001",
    "trunk, gateway, 55, 0012125551234, gsm-1 12125551234",
    "trunk, gateway, 55, abc7, gsm-2 7",
    "trunk, gateway, 55, 101, 603",
    // by the calling number: nothing is stripped
    "trunk, by-caller, 13900000000, 4711, gsm-1 4711",
    "trunk, by-caller, 99, 4711, 603",
    // AT-121: an account by line, only its own lines, 603 without a match
    "trunk, by-line, 55, 7123, gsm-3 7123",
    "trunk, by-line, 55, 13800000000, 603",
    // by group
    "trunk, by-group, 55, 13800000000, gsm-4 13800000000",
    // H-002: each port its own account
    "trunk, phone, 55, 3, fxs-1 201",
    "trunk, exchange, 55, 5551234, fxo-1 5551234",
    // and back: what a line calls or brings in goes by its account
    "line, fxs-1, 201, 5551234, phone 5551234",
    "line, fxs-1, 201, 101, 101 101",
    "line, fxo-1, 777, '', exchange fxo-1",
    "line, gsm-4, 777, '', by-group 9004"
  })
  void accountsAndPrefixesNameTheLine(
      String kind, String name, String calling, String called, String expected) {
    Decision decision =
        Router.of(DOCUMENTS)
            .route(
                RouteRequest.newBuilder()
                    .setOriginKind(
                        kind.equals("trunk")
                            ? OriginKind.ORIGIN_KIND_TRUNK
                            : OriginKind.ORIGIN_KIND_LINE)
                    .setOrigin(name)
                    .setCallingNumber(calling)
                    .setCalledNumber(called)
                    .build(),
                LineStates.unknown());
    String went =
        decision.getTargetsList().stream()
            .map(target ->
                target.getLine()
                    + target.getTrunk()
                    + target.getExtension()
                    + " "
                    + target.getNumber())
            .findFirst()
            .orElse(String.valueOf(decision.getSipStatus()));
    assertEquals(expected, went, decision.getTraceList().toString());
  }
}
