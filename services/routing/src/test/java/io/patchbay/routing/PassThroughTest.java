package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.pattern.DigitPlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Phones that stand on an exchange line, `L:` rules, SIP URIs and lifelines, as decisions.
final class PassThroughTest {
  private static final String YAML =
      """
      {kind: Edge, name: here}
      ---
      {kind: Edge, name: there}
      ---
      {kind: Site, name: office, spec: {edges: [here], callers: [extension/101], country: US}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: here, kind: fxs, driver: sim, number: 201, account: itsp}}
      ---
      {kind: Line, name: fxs-2, spec: {edge: here, kind: fxs, driver: sim, number: 202, account: itsp}}
      ---
      {kind: Line, name: fxs-3, spec: {edge: there, kind: fxs, driver: sim, number: 203, account: itsp}}
      ---
      {kind: Line, name: fxo-1, spec: {edge: here, kind: fxo, driver: sim, pass-through: {phone: fxs-1}}}
      ---
      {kind: Line, name: fxo-2, spec: {edge: here, kind: fxo, driver: sim, incoming: {extension: 101}}}
      ---
      {kind: Line, name: gsm-1, spec: {edge: here, kind: sim, driver: sim}}
      ---
      {kind: Trunk, name: itsp, spec: {address: "192.0.2.1", line-prefix: called}}
      ---
      {kind: Trunk, name: hop, spec: {address: "192.0.2.2", line-prefix: called}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Extension, name: 102}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {pattern: "{2125551212 | L: 626 x+}"}
          - {name: both, pattern: "{x+ | L: 617 x+}", from: [line], prefix: ""}
          - {name: others, pattern: "{L:617x+|7x+}", from: [extension], to: {trunk: itsp}}
          - {name: uri, pattern: "55", to: {uri: "101@192.168.2.2:6060"}}
      """;

  private static Router router(String from, String to) {
    Documents documents = Documents.of(DocumentYaml.parse("t", YAML.replace(from, to)));
    documents.check(DigitPlan::problem);
    Router router = Router.of(documents);
    assertEquals("[]", router.problems().toString());
    return router;
  }

  private static Router router() {
    return router("no such text", "");
  }

  private static Decision decide(Router router, String caller, String called) {
    String[] who = caller.split("/", 2);
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.valueOf("ORIGIN_KIND_" + who[0].toUpperCase(Locale.ROOT)))
            .setOrigin(who[1])
            .setCalledNumber(called)
            .setCallingNumber("+16175550000")
            .build(),
        LineStates.of(Map.of("fxo-1", LineUse.of(Condition.FREE))));
  }

  private static String words(Decision decision) {
    return decision.getTargetsCount() == 0
        ? decision.getSipStatus() + "/" + decision.getCause()
        : decision.getTargetsList().stream()
            .map(PassThroughTest::words)
            .collect(Collectors.joining(" "));
  }

  private static String words(Target target) {
    String where = target.getLine() + target.getExtension() + target.getTrunk() + target.getUri();
    String ring = target.getRingTimeoutS() == 0 ? "" : "(" + target.getRingTimeoutS() + "s)";
    return where + ring + "=" + target.getNumber();
  }

  @ParameterizedTest(name = "{0} calls {1}: {2}")
  @CsvSource({
    // AT-009, AT-010: by the phone's own exchange line, whatever stands first in the plan
    "line/fxs-1, 6265551212, fxo-1=6265551212",
    "line/fxs-1, 6175551212, fxo-1=6175551212",
    "line/fxs-1, 2125551212, itsp=2125551212 fxo-1=2125551212",
    // a phone without one: any of its edge
    "line/fxs-2, 6265551212, fxo-1=6265551212 fxo-2=6265551212",
    // no exchange line on its edge: as if there were no L:
    "line/fxs-3, 6175551212, itsp=6175551212",
    // of the same site
    "extension/101, 6175551212, fxo-1=6175551212 fxo-2=6175551212",
    // nowhere in particular
    "extension/102, 6175551212, itsp=6175551212",
    "extension/102, 71, itsp=71",
    // a call from the network does not go back there by L:
    "line/gsm-1, 6265551212, 404/1",
    // AT-011
    "line/fxs-1, 911, fxo-1=911 fxo-2=911 gsm-1=911 fxo-1=911 fxo-2=911 hop=911 itsp=911",
    // H-154, H-155: the dial tone of the exchange
    "line/fxs-1, *00, fxo-1=",
    "line/fxs-2, *00, itsp=*00",
    // H-153
    "line/fxo-1, '', fxs-1=201",
    "line/fxo-2, '', 101=101",
    // AT-123
    "extension/101, 55, sip:101@192.168.2.2:6060=101",
  })
  void whereCallsGo(String caller, String called, String expected) {
    assertEquals(expected, words(decide(router(), caller, called)));
  }

  @ParameterizedTest(name = "{0}: {1} calls {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        // H-043, H-167: four rings of the phone, then the VoIP number
        "pass-through: {phone: fxs-1}, incoming: {extension: 102}; line/fxo-1; ''; fxs-1(20s)=201 102=102",
        "pass-through: {phone: fxs-1, rings: 2}, incoming: {uri: \"sip:5@h\"}; line/fxo-1; ''; fxs-1(10s)=201 sip:5@h=5",
        "pass-through: {phone: fxs-1}, incoming: {trunk: itsp, number: \"+16175559999\"}; line/fxo-1; ''; fxs-1(20s)=201 itsp=+16175559999",
        // H-044
        "pass-through: {phone: fxs-1, silent: true}, incoming: {extension: 102}; line/fxo-1; ''; 102=102",
        // H-155
        "pass-through: {phone: fxs-1, access-code: \"98765\"}; line/fxs-1; *98765; fxo-1=",
        // H-158
        "pass-through: {phone: fxs-1, lifeline: always}; line/fxs-1; 2125551212; fxo-1=2125551212",
        "pass-through: {phone: fxs-1, lifeline: always}; line/fxs-1; 101; fxo-1=101",
        "pass-through: {phone: fxs-1, lifeline: always}; extension/101; 201; 503/34",
        "pass-through: {phone: fxs-1, lifeline: always}; line/fxo-1; ''; fxs-1=201",
        // H-159, and emergencies all the same
        "pass-through: {phone: fxs-1, lifeline: never, lifeline-never-confirmed: true}; line/fxs-1; *00; 403/21",
        "pass-through: {phone: fxs-1, lifeline: never, lifeline-never-confirmed: true}; line/fxs-1; 6265551212; 403/21",
        "pass-through: {phone: fxs-1, lifeline: never, lifeline-never-confirmed: true}; line/fxs-1; 2125551212; itsp=2125551212",
        "pass-through: {phone: fxs-1, lifeline: never, lifeline-never-confirmed: true}; line/fxo-1; ''; 404/1",
        "pass-through: {phone: fxs-1, lifeline: never, lifeline-never-confirmed: true}; line/fxs-1; 911; fxo-1=911 fxo-2=911 gsm-1=911 fxo-1=911 fxo-2=911 hop=911 itsp=911",
        // strict rules of the line see no number behind an access code
        "pass-through: {phone: fxs-1}, dial-rules: '626XXXXXXX:', strict-dial-rules: true; line/fxs-1; *00; 403/21",
        "pass-through: {phone: fxs-1}, dial-rules: '626XXXXXXX:', strict-dial-rules: true; line/fxs-1; 6265551212; fxo-1=6265551212",
        // H-168: one-stage, a trunk that is the account of the exchange line
        "account: hop, prefixes: [9]; trunk/hop; 95551212; fxo-1=95551212",
      })
  void asTheExchangeLineSays(String spec, String caller, String called, String expected) {
    Router router = router("pass-through: {phone: fxs-1}", spec.replace('\'', '"'));
    assertEquals(expected, words(decide(router, caller, called)));
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{L:617x+ | x+}; 6175551212; fxo-1=6175551212",
        "{L:617x+ | x+}; 101; 101=101",
        "{L:617x+ | x+}; 2125551212; itsp=2125551212 fxo-1=2125551212",
        "{L: 911x+}; 9112; fxo-1=9112",
        "{L: 911x+}; 5551212; 403/21",
        "{L: 911x+}; 911; fxo-1=911 fxo-2=911 gsm-1=911 fxo-1=911 fxo-2=911 hop=911 itsp=911",
        "{^1900x. | <=1212>[2-9]xxxxxx | x+}; 5551234; itsp=12125551234 fxo-1=5551234",
        "{^1900x. | x+}; 19001234; 403/21",
        "{xx+}, plan-prefix: 00; 44123; itsp=0044123 fxo-1=44123",
      })
  void aPhoneHasAPlanOfItsOwn(String plan, String called, String expected) {
    String[] parts = plan.split("}, ", 2);
    String spec =
        "account: itsp, dial-plan: \"" + parts[0] + (parts.length > 1 ? "}\", " + parts[1] : "\"");
    Router router = router("number: 201, account: itsp", "number: 201, " + spec);
    assertEquals(expected, words(decide(router, "line/fxs-1", called)));
  }

  @Test
  void noOtherWarningHidesThatTheLifelineIsNever() {
    Router router =
        router("{phone: fxs-1}", "{phone: fxs-1, lifeline: never, lifeline-never-confirmed: true}");
    Map<String, LineUse> busy =
        Map.of(
            "fxo-1", LineUse.of(Condition.BUSY),
            "fxo-2", LineUse.of(Condition.BUSY),
            "gsm-1", LineUse.of(Condition.BUSY));
    assertEquals(
        List.of(
            "no line is free: the call on fxo-1 would be ended;"
                + " its lifeline is never: nobody is called when the gateway is away"),
        router.checkEmergency(LineStates.of(busy)).getRowsList().stream()
            .filter(row -> row.getCaller().equals("line/fxs-1"))
            .map(EmergencyRow::getWarning)
            .toList());
  }

  @Test
  void aPhoneWhoseLifelineIsNeverIsWarnedAbout() {
    String before = YAML.replace("{phone: fxs-1}", "{phone: fxs-1, lifeline: never}");
    Router router = Router.of(Documents.of(DocumentYaml.parse("t", before)));
    assertEquals(
        "line/fxs-1 its lifeline is never: nobody is called when the gateway is away,"
            + " which nobody has confirmed",
        router
            .checkEmergency(LineStates.of(Map.of("fxo-1", LineUse.of(Condition.FREE))))
            .getRowsList()
            .stream()
            .filter(row -> !row.getWarning().isEmpty())
            .filter(row -> row.getCaller().equals("line/fxs-1"))
            .map(PassThroughTest::warning)
            .collect(Collectors.joining()));
  }

  private static String warning(EmergencyRow row) {
    return row.getCaller() + " " + row.getWarning();
  }

  @Test
  void aBarStopsCallsToSipUrisToo() {
    String bar = "{kind: Bar, name: all, spec: {on: ['*']}}\n---\n{kind: Extension, name: 102}";
    Router router = router("{kind: Extension, name: 102}", bar);
    assertEquals("403/21", words(decide(router, "extension/101", "55")));
  }

  @Test
  void theTraceSaysWhichRuleAndWhichLine() {
    assertEquals(
        "rewrite: rule `both` sends 6175551212 to line fxo-1",
        decide(router(), "line/fxs-1", "6175551212").getTrace(1));
  }
}
