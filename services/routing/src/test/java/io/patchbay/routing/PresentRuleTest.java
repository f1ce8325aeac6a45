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

/// What the called side is shown of the caller.
final class PresentRuleTest {
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at, number: "+8613900000001", incoming: {trunk: itsp}}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at, number: "+8613900000002", incoming: {extension: 101, present: {number: line, name: Sales}}}}
      ---
      {kind: Line, name: gsm-3, spec: {edge: e, kind: sim, driver: gsm-at, incoming: {extension: 101, present: {rules: "86:-86|:+0"}}}}
      ---
      {kind: Line, name: gsm-4, spec: {edge: e, kind: sim, driver: gsm-at, incoming: {extension: 101, present: {number: line}}}}
      ---
      {kind: Trunk, name: itsp, spec: {address: "192.0.2.1:5060", numbering: {country: DE}, present: {number-form: e164}}}
      ---
      {kind: Extension, name: 101, spec: {display-name: Alice}}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN}}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {pattern: "1x+", strip: 1, to: {trunk: itsp, present: {number: fixed, fixed: "+4930123456", name: Company}}}
          - {pattern: "2x+", strip: 1, to: {trunk: itsp, present: {number: withheld}}}
          - {pattern: "3x+", strip: 1, to: {trunk: itsp, present: {number-form: national}}}
          - {pattern: "4x+", strip: 1, to: {trunk: itsp, present: {number: caller}}}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));

  @Test
  void theDocumentsOfThisTestFitTogether() {
    DOCUMENTS.check(Patterns.check());
  }

  @ParameterizedTest(name = "{0} {1} as {2} calls {3}: {4}")
  @CsvSource({
    "EXTENSION, 101, '', 1555, +4930123456 Company",
    "EXTENSION, 101, '', 2555, ' '",
    "EXTENSION, 101, '', 4555, 101 Alice",
    // a number of the house has no other form
    "EXTENSION, 101, '', 3555, 101 Alice",
    // the trunk's own word, and the rule's before it
    "LINE, gsm-1, 13800000001, '', '+8613800000001 '",
    "API, '', 13800000001, 3555, '008613800000001 '",
    "LINE, gsm-1, '', '', ' '",
    // the line's number instead of the caller's; where it is not known the caller's
    "LINE, gsm-2, 13800000001, '', +8613900000002 Sales",
    "LINE, gsm-4, 13800000001, '', '13800000001 '",
    // G-162
    "LINE, gsm-3, 8613800000001, '', '13800000001 '",
    "LINE, gsm-3, 13800000001, '', '013800000001 '",
    "LINE, gsm-3, '', '', ' '",
  })
  void theCalledSideIsShownWhatTheDestinationSays(
      String kind, String origin, String calling, String called, String expected) {
    Decision decision = route(kind, origin, calling, called);
    assertEquals(1, decision.getTargetsCount());
    assertEquals(expected, decision.getCallingNumber() + " " + decision.getCallingName());
  }

  @Test
  void theTraceSaysWhatIsShown() {
    assertEquals(
        "present: shown there: +4930123456, Company",
        route("EXTENSION", "101", "", "1555").getTraceList().getLast());
    assertEquals(
        "present: shown there: no number",
        route("EXTENSION", "101", "", "2555").getTraceList().getLast());
  }

  @Test
  void anEmergencyCallShowsTheCallerWhateverIsSaid() {
    Decision decision = route("EXTENSION", "101", "", "112");
    assertEquals("101 Alice", decision.getCallingNumber() + " " + decision.getCallingName());
  }

  private static Decision route(String kind, String origin, String calling, String called) {
    return Router.of(DOCUMENTS)
        .route(
            RouteRequest.newBuilder()
                .setOriginKind(OriginKind.valueOf("ORIGIN_KIND_" + kind))
                .setOrigin(origin)
                .setCallingNumber(calling)
                .setCalledNumber(called)
                .build(),
            LineStates.unknown());
  }
}
