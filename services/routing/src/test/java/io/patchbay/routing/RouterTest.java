package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.pattern.DigitPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {
  private static final String YAML =
      """
      {kind: Edge, name: edge-1}
      ---
      {kind: Line, name: gsm-1, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: "+8613900000001", incoming: {extension: 101}}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: "+8613900000002"}}
      ---
      {kind: Line, name: gsm-3, spec: {edge: edge-1, kind: sim, driver: gsm-at, number: "+8613900000003", incoming: {trunk: pbx}}}
      ---
      {kind: Line, name: fxo-1, spec: {edge: edge-1, kind: fxo, driver: sim}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: edge-1, kind: fxs, driver: sim, number: 201}}
      ---
      {kind: Line, name: fxs-2, spec: {edge: edge-1, kind: fxs, driver: sim, number: 202}}
      ---
      {kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2, gsm-3]}}
      ---
      {kind: LineGroup, name: ordered, spec: {lines: [gsm-3, gsm-1], selection: priority}}
      ---
      {kind: LineGroup, name: turns, spec: {lines: [gsm-1, gsm-2], selection: round-robin}}
      ---
      {kind: LineGroup, name: brief, spec: {lines: [gsm-1, gsm-2], selection: least-time}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "127.0.0.1:5080"}}
      ---
      {kind: Extension, name: 101, spec: {display-name: Alice}}
      ---
      {kind: Extension, name: 102, spec: {internal-only: true, ring-timeout-s: 20}}
      ---
      {kind: NumberList, name: premium, spec: {effect: deny, patterns: ["1900x+"]}}
      ---
      {kind: NumberList, name: nuisance, spec: {effect: deny, side: calling, patterns: ["+8613700000009"]}}
      ---
      {kind: NumberList, name: pbx-only-mobile, spec: {effect: allow, from: [trunk/pbx], patterns: ["1[3-9]xxxxxxxxx", "1xx", "2xx"]}}
      ---
      {kind: SmsRoute, name: local, spec: {pattern: "+86x+", to: {line: gsm-2}, validity-s: 600}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {name: exchange, pattern: "9x+", strip: 1, to: {line: fxo-1}}
          - {name: to-pbx, pattern: "8x+", strip: 1, prefix: "7", to: {trunk: pbx}}
          - {name: closed, pattern: "4x+", reject: true}
          - {name: mobile, pattern: "1[3-9]xxxxxxxxx | 10xxx", to: {line-group: mobile}}
          - {name: ordered, pattern: "51x+", to: {line-group: ordered}}
          - {name: turns, pattern: "52x+", to: {line-group: turns}}
          - {name: brief, pattern: "54x+", to: {line-group: brief}}
          - {name: api-only, pattern: "53x+", from: [api], to: {extension: 101}}
          - {name: by-number, pattern: "+8613900000002", from: [line/gsm-2], to: {extension: 102}}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));
  private final Router router = Router.of(DOCUMENTS);
  private final Map<String, LineUse> lines = new HashMap<>();

  RouterTest() {
    DOCUMENTS.lines().keySet().forEach(line -> lines.put(line, LineUse.of(Condition.FREE)));
  }

  @Test
  void theDocumentsOfThisTestFitTogether() {
    DOCUMENTS.check(DigitPlan::problem);
    assertEquals("[]", router.problems().toString());
  }

  @ParameterizedTest(name = "{0} calls {1}: {2}")
  @CsvSource({
    "extension/101, 102, 102=102",
    "extension/101, 201, fxs-1=201",
    "extension/101, 9 5551212, fxo-1=5551212",
    "extension/101, 8300, pbx=7300",
    "extension/101, 13800000001, gsm-1=13800000001 gsm-2=13800000001 gsm-3=13800000001",
    "extension/101, 10086, gsm-1=10086 gsm-2=10086 gsm-3=10086",
    "extension/101, 51123, gsm-3=51123 gsm-1=51123",
    "extension/101, 999999, fxo-1=99999",
    "extension/101, 777, 404/1",
    "extension/101, '', 404/1",
    "extension/101, 4000, 403/21",
    "extension/101, 53000, 404/1",
    "extension/101, 91900555, 403/21",
    "extension/102, 101, 101=101",
    "extension/102, 201, fxs-1=201",
    "extension/102, 13800000001, 403/21",
    "extension/102, 8300, 403/21",
    "extension/102, 112, fxo-1=112 gsm-1=112 gsm-2=112 gsm-3=112 fxo-1=112 gsm-1=112 gsm-2=112 pbx=112",
    "api, 53000, 101=101",
    "trunk/pbx, 13800000001, gsm-1=13800000001 gsm-2=13800000001 gsm-3=13800000001",
    "trunk/pbx, 101, 101=101",
    "trunk/pbx, 95551212, 403/21",
    "trunk/pbx, 911, fxo-1=911 gsm-1=911 gsm-2=911 gsm-3=911 fxo-1=911 gsm-1=911 gsm-2=911",
    "line/gsm-1, '', 101=101",
    "line/gsm-1, +8613900000001, 101=101",
    "line/gsm-2, '', 102=102",
    "line/gsm-3, '', pbx=+8613900000003",
    "line/fxo-1, '', 404/1",
    "line/fxs-1, 202, fxs-2=202",
    "line/fxs-1, 201, 404/1",
    "line/fxs-1, 101, 101=101",
    "line/fxs-1, 95551212, fxo-1=5551212",
  })
  void aCallGoesWhereTheDocumentsSay(String origin, String called, String expected) {
    assertEquals(expected, words(route(origin, "+8613700000001", called)));
  }

  @Test
  void theLeastUsedFreeLineComesFirstAndBusyOnesLast() {
    lines.put("gsm-1", new LineUse(Condition.BUSY, 0, 0, 0));
    lines.put("gsm-2", new LineUse(Condition.FREE, 3, 100, 0));
    lines.put("gsm-3", new LineUse(Condition.FREE, 3, 99, 0));
    Decision decision = route("extension/101", "101", "13800000001");
    assertEquals("gsm-3 gsm-2 gsm-1", words(decision).replaceAll("=\\S+", ""));
    assertEquals(
        "503/34",
        decision.getSipStatus() + "/" + decision.getCause(),
        "to be answered when all turn out busy");
    assertTrue(
        decision
            .getTraceList()
            .contains(
                "select: group mobile: gsm-3 (3 calls, 99 s), gsm-2 (3 calls, 100 s), gsm-1 (busy, 0 calls, 0 s)"),
        () -> String.join("\n", decision.getTraceList()));
  }

  @Test
  void theLineThatTalkedLeastComesFirstWhereTheGroupSaysSo() {
    lines.put("gsm-1", new LineUse(Condition.FREE, 1, 100, 8));
    lines.put("gsm-2", new LineUse(Condition.FREE, 9, 99, 9));
    assertEquals("gsm-2=54123 gsm-1=54123", words(route("extension/101", "", "54123")));
  }

  @Test
  void aLineThatWasNotUsedForLongestComesFirstInRoundRobin() {
    lines.put("gsm-1", new LineUse(Condition.FREE, 0, 0, 8));
    lines.put("gsm-2", new LineUse(Condition.FREE, 9, 0, 7));
    assertEquals("gsm-2=52000 gsm-1=52000", words(route("extension/101", "", "52000")));
  }

  @Test
  void linesOutOfServiceAreLeftOutUntilNoneIsLeft() {
    lines.put("gsm-1", LineUse.of(Condition.OUT_OF_SERVICE));
    assertEquals("gsm-2=10086 gsm-3=10086", words(route("extension/101", "", "10086")));
    lines.put("gsm-2", LineUse.of(Condition.OUT_OF_SERVICE));
    lines.put("gsm-3", LineUse.of(Condition.OUT_OF_SERVICE));
    assertEquals("503/34", words(route("extension/101", "", "10086")));
  }

  @Test
  void linesWithoutReportAreTried() {
    Decision decision = router.route(request("extension/101", "", "10086"), LineStates.unknown());
    assertEquals("gsm-1=10086 gsm-2=10086 gsm-3=10086", words(decision));
  }

  @Test
  void aBusyPhoneIsUserBusyAndNotNoCircuit() {
    lines.put("fxs-1", LineUse.of(Condition.BUSY));
    Decision decision = route("extension/101", "", "201");
    assertEquals("fxs-1=201", words(decision));
    assertEquals("486/17", decision.getSipStatus() + "/" + decision.getCause());
  }

  @Test
  void emergencyCallsAreNeverRefused() { // AT-011, E4
    lines.put("gsm-1", LineUse.of(Condition.BUSY));
    lines.put("gsm-2", LineUse.of(Condition.OUT_OF_SERVICE));
    for (String number : new String[] {"112", "911", "9112", "urn:service:sos.fire"}) {
      Decision decision = route("extension/102", "", number);
      assertTrue(decision.getEmergency(), number);
      assertEquals(
          "fxo-1 gsm-3 gsm-1 fxo-1 gsm-2 pbx", words(decision).replaceAll("=\\S+", ""), number);
    }
    assertTrue(router.isEmergency("110"));
    assertEquals(
        false,
        router.isEmergency("8112"),
        "behind the prefix of a trunk the number is the trunk's");
  }

  @Test
  void anEmergencyCallLeavesAtTheCallersSiteEvenByASimWithoutRegistration() { // E4, 3
    Router twoSites =
        Router.of(
            Documents.of(
                DocumentYaml.parse(
                    "sites.yaml",
                    """
                    {kind: Line, name: a-phone, spec: {edge: a, kind: fxs, driver: sim, number: 201}}
                    ---
                    {kind: Line, name: a-sim, spec: {edge: a, kind: sim, driver: sim}}
                    ---
                    {kind: Line, name: a-spare, spec: {edge: a, kind: sim, driver: sim}}
                    ---
                    {kind: Line, name: a-fxo, spec: {edge: a, kind: fxo, driver: sim}}
                    ---
                    {kind: Line, name: b-fxo, spec: {edge: b, kind: fxo, driver: sim}}
                    ---
                    {kind: Line, name: b-sim, spec: {edge: b, kind: sim, driver: sim}}
                    """)));
    var uses = new HashMap<String, LineUse>();
    for (String line : List.of("a-sim", "a-spare", "a-fxo", "b-fxo", "b-sim")) {
      uses.put(line, LineUse.of(Condition.FREE));
    }
    var call = request("line/a-phone", "", "112");
    assertEquals(
        "a-fxo a-sim a-spare a-fxo a-sim b-fxo b-sim b-fxo",
        words(twoSites.route(call, LineStates.of(uses))).replaceAll("=112", ""));
    uses.put("a-fxo", LineUse.of(Condition.BUSY));
    uses.put("a-sim", LineUse.of(Condition.OUT_OF_SERVICE));
    assertEquals(
        "a-spare a-fxo a-sim b-fxo b-sim b-fxo",
        words(twoSites.route(call, LineStates.of(uses))).replaceAll("=112", ""));
  }

  @Test
  void aPhoneWaitsForNoDigitBehindAnEmergencyNumberWithOutsidePrefix() { // E4, 2
    assertTrue(router.emergencyNumbers().containsAll(List.of("112", "911", "9112", "120")));
    assertEquals(false, router.emergencyNumbers().contains("8112"), "the prefix of a trunk");
    assertEquals(false, router.emergencyNumbers().contains("9120"), "no country is known");
  }

  @Test
  void emergencyNumbersOfThePlanAddTo112And911() {
    Documents more =
        DOCUMENTS.with(
            DocumentYaml.parse(
                "more", "{kind: DialPlan, name: default, spec: {emergency-numbers: ['000']}}"));
    Router changed = Router.of(more);
    assertTrue(
        changed.isEmergency("000") && changed.isEmergency("112") && changed.isEmergency("911"));
    assertEquals(false, changed.isEmergency("120"));
  }

  @Test
  void aCallerOnADenyListIsRefused() {
    assertEquals("403/21", words(route("line/gsm-1", "+8613700000009", "")));
    assertEquals("101=101", words(route("line/gsm-1", "", "")), "withheld");
  }

  @Test
  void whoCallsIsShownAsTheyAre() {
    Decision inside = route("extension/101", "forged", "102");
    assertEquals(
        "101/Alice/20",
        inside.getCallingNumber() + "/" + inside.getCallingName() + "/" + inside.getRingTimeoutS());
    Decision outside = route("line/gsm-1", "+8613700000001", "");
    assertEquals(
        "+8613700000001//60",
        outside.getCallingNumber()
            + "/"
            + outside.getCallingName()
            + "/"
            + outside.getRingTimeoutS());
  }

  @Test
  void theTraceTellsWhy() {
    assertEquals(
        """
        extension 101 calls 95551212
        rewrite: rule `exchange` sends 95551212 to line fxo-1, dial 5551212
        select: line fxo-1: fxo-1 (0 calls, 0 s)\
        """,
        String.join("\n", route("extension/101", "", "9-555-1212").getTraceList()));
    assertEquals(
        """
        extension 101 calls 91900555
        authorise: list `premium` denies the called number 91900555\
        """,
        String.join("\n", route("extension/101", "", "91900555").getTraceList()));
  }

  @Test
  void theTraceHasPartsWithEveryLineThatWasLookedAt() {
    lines.put("gsm-1", LineUse.of(Condition.OUT_OF_SERVICE));
    lines.put("gsm-2", new LineUse(Condition.BUSY, 3, 99, 0));
    Decision decision = route("extension/101", "", "13800000001");
    assertEquals(
        decision.getTraceList(),
        decision.getStepsList().stream()
            .map(step -> (step.getStep().isEmpty() ? "" : step.getStep() + ": ") + step.getText())
            .toList());
    assertEquals(
        "[true gsm-3 (free, 0 calls, 0 s) , true gsm-2 (busy, 3 calls, 99 s) , "
            + "false gsm-1 (out of service, 0 calls, 0 s) out of service]",
        decision.getSteps(decision.getStepsCount() - 1).getCandidatesList().stream()
            .map(one ->
                "%s %s (%s) %s"
                    .formatted(one.getChosen(), one.getLine(), one.getState(), one.getReason()))
            .toList()
            .toString());
  }

  @Test
  void everyStepSeesTheQuestionAsTheOneBeforeLeftIt() {
    RoutingRule redirect =
        new RoutingRule() {
          @Override
          public String name() {
            return "redirect";
          }

          @Override
          public Verdict judge(Inquiry inquiry) {
            var to = Destination.newBuilder().setExtension("102").build();
            return Verdict.changed(
                inquiry.withResolution(new Resolution.Found(to, "102", "redirected")), "moved");
          }
        };
    Router changed =
        Router.of(
            DOCUMENTS,
            List.of(
                new EmergencyRule(),
                new NormaliseRule(),
                redirect,
                new RewriteRule(),
                new SelectRule()));
    Decision decision = changed.route(request("extension/101", "", "201"), LineStates.unknown());
    assertEquals("102=102", words(decision));
    assertEquals(
        "[extension 101 calls 201, redirect: moved, rewrite: redirected]",
        decision.getTraceList().toString());
    assertEquals(
        "404/1",
        words(
            Router.of(DOCUMENTS, List.of(new EmergencyRule()))
                .route(request("extension/101", "", "201"), LineStates.unknown())),
        "nobody decided");
  }

  @Test
  void messagesLeaveByTheRoutesLinesOrAnySim() {
    assertEquals("[gsm-2]", sms("+8613800000001", "").getLinesList().toString());
    assertEquals(600, sms("+8613800000001", "").getValidityS());
    assertEquals("[gsm-1, gsm-2, gsm-3]", sms("13800000001", "").getLinesList().toString());
    assertEquals("[gsm-3]", sms("13800000001", "gsm-3").getLinesList().toString());
    assertEquals("[]", sms("13800000001", "fxo-1").getLinesList().toString());
    assertEquals("list `premium` denies the called number 1900555", sms("1900555", "").getReason());
    assertEquals("`hello` is not a number", sms("hello", "").getReason());
    lines.put("gsm-2", LineUse.of(Condition.BUSY));
    assertEquals(
        "[gsm-2]",
        sms("+8613800000001", "").getLinesList().toString(),
        "a modem sends during a call");
    lines.put("gsm-2", LineUse.of(Condition.OUT_OF_SERVICE));
    assertEquals("no SIM line in service", sms("+8613800000001", "").getReason());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void anyQuestionGetsTargetsOrARefusal(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] origins = {
      "extension/101", "extension/102", "trunk/pbx", "line/gsm-1", "line/fxs-1", "line/gone", "api"
    };
    for (int i = 0; i < 1000; i++) {
      lines.replaceAll((_, _) ->
          new LineUse(
              List.of(Condition.values()).get(random.nextInt(4)),
              random.nextInt(9),
              random.nextInt(99),
              random.nextInt(99)));
      StringBuilder called = new StringBuilder();
      for (int n = random.nextInt(0, 14); n > 0; n--) {
        called.append("0123456789*#+a-x".charAt(random.nextInt(16)));
      }
      String origin = origins[random.nextInt(origins.length)];
      Decision decision = route(origin, "", called.toString());
      String where = "seed " + seed + ": " + origin + " calls " + called + " -> " + decision;
      assertTrue(decision.getTargetsCount() > 0 || decision.getSipStatus() >= 400, where);
      assertTrue(decision.getCause() > 0, where);
      assertTrue(
          decision.getTargetsList().stream()
              .noneMatch(target -> ("line/" + target.getLine()).equals(origin)),
          where);
      assertTrue(
          decision.getEmergency()
              || decision.getTargetsList().stream().noneMatch(target -> isDown(target.getLine())),
          where);
    }
  }

  private boolean isDown(String line) {
    return !line.isEmpty() && LineStates.of(lines).of(line).condition() == Condition.OUT_OF_SERVICE;
  }

  private SmsDecision sms(String recipient, String line) {
    AuthorizeSmsRequest request =
        AuthorizeSmsRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_API)
            .setRecipient(recipient)
            .setLine(line)
            .build();
    return router.authorizeSms(request, LineStates.of(lines));
  }

  private Decision route(String origin, String calling, String called) {
    return router.route(request(origin, calling, called), LineStates.of(lines));
  }

  private static RouteRequest request(String origin, String calling, String called) {
    String[] parts = origin.split("/", 2);
    OriginKind kind =
        switch (parts[0]) {
          case "line" -> OriginKind.ORIGIN_KIND_LINE;
          case "extension" -> OriginKind.ORIGIN_KIND_EXTENSION;
          case "trunk" -> OriginKind.ORIGIN_KIND_TRUNK;
          default -> OriginKind.ORIGIN_KIND_API;
        };
    return RouteRequest.newBuilder()
        .setOriginKind(kind)
        .setOrigin(parts.length == 2 ? parts[1] : "")
        .setCallingNumber(calling)
        .setCalledNumber(called)
        .build();
  }

  private static String words(Decision decision) {
    if (decision.getTargetsCount() == 0) {
      return decision.getSipStatus() + "/" + decision.getCause();
    }
    return decision.getTargetsList().stream()
        .map(target ->
            target.getLine() + target.getExtension() + target.getTrunk() + "=" + target.getNumber())
        .collect(Collectors.joining(" "));
  }
}
