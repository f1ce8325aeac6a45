package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Entered;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.pattern.DigitPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Feature codes as decisions (catalogue H8), and what is set by them for the calls that follow.
final class FeatureCodesTest {
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim, number: 201}}
      ---
      {kind: Line, name: fxs-2, spec: {edge: e, kind: fxs, driver: sim, number: 202, feature-codes: {forward-always: "*21", call-return: off}}}
      ---
      {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, number: "+8613900000001", incoming: {line: fxs-1}}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, incoming: {line: fxs-1}, call-in-pin: door}}
      ---
      {kind: Pin, name: door, spec: {pin: "4711"}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Extension, name: 102}
      ---
      {kind: Extension, name: 103, spec: {internal-only: true}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "192.0.2.1"}}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN}, forward-no-answer-s: 15}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {pattern: "1[3-9]xxxxxxxxx | 5551212 | 00x+", to: {line: gsm-1}}
          - {pattern: "8xxx", to: {trunk: pbx}}
          - {pattern: "77", to: {extension: 102}}
      """;

  private final Map<String, PhoneState> phones = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();

  private final LineStates lines =
      new LineStates() {
        @Override
        public LineUse of(String line) {
          return LineUse.of(Condition.FREE);
        }

        @Override
        public Set<String> emergencyNumbers(String line) {
          return line.equals("gsm-1") ? Set.of("1190") : Set.of();
        }

        @Override
        public PhoneState phone(String phone) {
          return phones.getOrDefault(phone, PhoneState.NONE);
        }

        @Override
        public Optional<String> callerOf(String phone) {
          return Optional.ofNullable(last.get(phone));
        }
      };

  private static final List<RoutingRule> KEEPING =
      Router.RULES.stream()
          .map(rule -> rule instanceof FeatureRule ? new FeatureRule(true) : rule)
          .toList();

  private static Documents documents() {
    Documents documents = Documents.of(DocumentYaml.parse("t", YAML));
    documents.check(DigitPlan::problem);
    return documents;
  }

  private final Router router = Router.of(documents(), KEEPING);

  private static RouteRequest.Builder request(String from, String called) {
    String[] parts = from.split("/", 2);
    return RouteRequest.newBuilder()
        .setOriginKind(OriginKind.valueOf("ORIGIN_KIND_" + parts[0].toUpperCase(Locale.ROOT)))
        .setOrigin(parts[1])
        .setCallingNumber("555")
        .setCalledNumber(called);
  }

  /// Dials, and what is set by it holds for the next call.
  private Decision dial(String from, String called) {
    return asked(request(from, called).build());
  }

  private Decision asked(RouteRequest request) {
    Decision decision = router.route(request, lines);
    PhoneSetting setting = decision.getSetting();
    if (decision.hasSetting()) {
      phones.merge(
          setting.getPhone(), PhoneState.NONE.with(setting), (before, _) -> before.with(setting));
    }
    return decision;
  }

  private static String told(Decision decision) {
    if (decision.hasCollect()) {
      return (decision.getCollect().getConfirmed() ? "confirmed, " : "")
          + "dial tone"
          + (decision.getCollect().getFeature().isEmpty() ? "" : " for a number");
    }
    if (decision.getTargetsCount() == 0) {
      return decision.getSipStatus() + "/" + decision.getCause();
    }
    return decision.getTargetsList().stream()
        .map(FeatureCodesTest::told)
        .collect(Collectors.joining(" "));
  }

  private static String told(Target target) {
    return target.getLine()
        + target.getExtension()
        + target.getTrunk()
        + "="
        + target.getNumber()
        + (target.getAfterCausesCount() == 0 ? "" : target.getAfterCausesList().toString())
        + (target.getRingTimeoutS() == 0 ? "" : "@" + target.getRingTimeoutS())
        + (target.getDivertedByCount() == 0 ? "" : "<" + target.getDivertedByList());
  }

  @Test
  void forwardingIsSetCarriedOutAndTakenBack() { // AT-060
    assertEquals("confirmed, dial tone", told(dial("line/fxs-1", "*725551212")));
    assertEquals("gsm-1=5551212<[201]", told(dial("extension/101", "201")));
    assertEquals("gsm-1=5551212<[201]", told(dial("trunk/pbx", "201")));
    assertEquals("confirmed, dial tone", told(dial("line/fxs-1", "*73")));
    assertEquals("fxs-1=201", told(dial("extension/101", "201")));
  }

  @Test
  void aCodeWithoutItsNumberAsksForIt() {
    Decision asked = dial("line/fxs-1", "*72");
    assertEquals("dial tone for a number", told(asked));
    Decision set =
        asked(
            request("line/fxs-1", "5551212")
                .setEntered(Entered.newBuilder().setNumber(asked.getCollect()))
                .build());
    assertEquals("confirmed, dial tone", told(set));
    assertEquals("5551212", set.getSetting().getNumber());
    assertEquals("gsm-1=5551212<[201]", told(dial("extension/101", "201")));
    // the dial tone that says so takes another number, and that is called
    assertEquals(
        "102=102",
        told(
            asked(
                request("line/fxs-1", "102")
                    .setEntered(Entered.newBuilder().setNumber(set.getCollect()))
                    .build())));
  }

  @ParameterizedTest(name = "{0} dials {1}: {2}")
  @CsvSource({
    "line/fxs-1, *67, 404/1",
    "line/fxs-1, *67102, 102=102",
    "line/fxs-1, *7212345, 404/1", // nobody has the number
    "line/fxs-1, *720049301234567, 403/21", // abroad (E3)
    "line/fxs-1, *72112, 403/21", // emergency numbers get no forwarded calls
    "line/fxs-1, *721190, 403/21", // a SIM card's
    "line/fxs-1, *72201, 404/1", // himself
    "extension/101, *72101, 482/25",
    "line/fxs-2, *725551212, 404/1", // his code is another one
    "line/fxs-2, *215551212, 'confirmed, dial tone'",
    "line/fxs-2, *69, 404/1",
    "extension/103, *725551212, 403/21", // may call inside only
    "extension/103, *72102, 'confirmed, dial tone'",
    "extension/101, *72102, 'confirmed, dial tone'",
    "extension/101, *7300, 404/1", // more than a code
    "trunk/pbx, *72102, 404/1", // nobody's phone
    "line/gsm-1, *72102, fxs-1=201",
  })
  void codesMeanWhatTheyMean(String from, String called, String expected) {
    assertEquals(expected, told(dial(from, called)));
  }

  @ParameterizedTest(name = "{1} of {0} is an emergency call")
  @CsvSource({"line/fxs-1, *67112", "extension/101, *82112", "line/fxs-2, *70110"})
  void anEmergencyNumberBehindACodeIsOne(String from, String called) {
    Decision decision = dial(from, called);
    assertTrue(decision.getEmergency(), decision.toString());
    assertEquals("gsm-1", decision.getTargets(0).getLine());
  }

  @Test
  void whoWantsNoCallsIsBusy() { // AT-061
    assertEquals("confirmed, dial tone", told(dial("line/fxs-1", "*78")));
    assertEquals("486/17", told(dial("extension/101", "201")));
    assertEquals("102=102", told(dial("line/fxs-1", "102")));
    assertEquals("confirmed, dial tone", told(dial("line/fxs-1", "*79")));
    assertEquals("fxs-1=201", told(dial("extension/101", "201")));
  }

  @Test
  void busyAndUnansweredCallsGoOn() { // AT-061
    dial("line/fxs-1", "*9013800000001");
    assertEquals("fxs-1=201 gsm-1=13800000001[17]<[201]", told(dial("extension/101", "201")));
    dial("line/fxs-1", "*92102");
    assertEquals(
        "fxs-1=201@15 gsm-1=13800000001[17]<[201] 102=102[18, 19, 20, 27, 38]<[201]",
        told(dial("extension/101", "201")));
    dial("line/fxs-1", "*91");
    dial("line/fxs-1", "*93");
    assertEquals("fxs-1=201", told(dial("extension/101", "201")));
  }

  @Test
  void numbersAreWithheldForAllCallsOrOne() { // AT-061, AT-062
    assertEquals("101", shown("102"));
    assertEquals("", shown("*67102"));
    assertEquals("101", shown("102"));
    dial("extension/101", "*30");
    assertEquals("", shown("102"));
    assertEquals("101", shown("*82102"));
    assertEquals("", shown("102"));
    assertEquals("", shown("*70102"));
    dial("extension/101", "*31");
    assertEquals("101", shown("102"));
  }

  private String shown(String called) {
    return dial("extension/101", called).getCallingNumber();
  }

  @Test
  void callWaitingIsKept() { // AT-061
    dial("line/fxs-1", "*50");
    assertEquals("{PHONE_FEATURE_NO_CALL_WAITING=}", on());
    assertEquals("102=102", told(dial("line/fxs-1", "*71102")));
    assertEquals("{PHONE_FEATURE_NO_CALL_WAITING=}", on());
    dial("line/fxs-1", "*51");
    assertEquals("{}", on());
  }

  private String on() {
    return phones.getOrDefault("line/fxs-1", PhoneState.NONE).on().toString();
  }

  @Test
  void whoCalledLastIsCalledBack() { // AT-063
    assertEquals("404/1", told(dial("line/fxs-1", "*69")));
    last.put("line/fxs-1", "8613");
    assertEquals("pbx=8613", told(dial("line/fxs-1", "*69")));
    last.put("line/fxs-1", "");
    assertEquals("404/1", told(dial("line/fxs-1", "*69")));
    last.put("line/fxs-1", "112");
    assertTrue(dial("line/fxs-1", "*69").getEmergency());
  }

  @Test
  void aForwardedCallIsSentOnFromOneToTheNextAndNotInCircles() {
    dial("line/fxs-1", "*72101");
    dial("extension/101", "*7277");
    assertEquals("102=102<[201, 101]", told(dial("trunk/pbx", "201")));
    dial("extension/102", "*72201");
    assertEquals("482/25", told(dial("trunk/pbx", "201")));
    assertEquals("482/25", told(dial("line/gsm-1", "")));
    dial("extension/102", "*73");
    dial("extension/102", "*78");
    assertEquals("486/17", told(dial("trunk/pbx", "201")));
  }

  @Test
  void aForwardingThatIsNotAllowedAnyMoreRingsThePhone() {
    dial("line/fxs-1", "*725551212");
    Documents closed =
        documents()
            .with(
                DocumentYaml.parse(
                    "t",
                    "{kind: NumberList, name: no, spec: {effect: deny, from: [line/fxs-1], patterns: [\"5551212\"]}}"));
    Decision decision =
        Router.of(closed, KEEPING).route(request("extension/101", "201").build(), lines);
    assertEquals("fxs-1=201", told(decision));
    assertTrue(
        decision.getTraceList().stream()
            .anyMatch(line -> line.startsWith("divert: line fxs-1: forward-always 5551212 is not")),
        decision.getTraceList().toString());
  }

  @Test
  void theShieldIsAskedAgainWhenTheCallGoesOn() { // E3
    phones.put(
        "line/fxs-1",
        PhoneState.NONE.with(
            PhoneSetting.newBuilder()
                .setFeature(PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS)
                .setOn(true)
                .setNumber("0049301234567")
                .build()));
    assertEquals("fxs-1=201", told(dial("extension/101", "201")));
  }

  @Test
  void aPinOfTheLineComesBeforeTheForwarding() {
    dial("line/fxs-1", "*725551212");
    Decision decision = dial("line/gsm-2", "");
    assertEquals("door", decision.getCollect().getPin());
    assertEquals(
        "gsm-1=5551212<[201]",
        told(
            asked(
                request("line/gsm-2", "")
                    .setEntered(Entered.newBuilder().addPins("door"))
                    .build())));
  }

  @Test
  void aCallThatSomebodySentOnChangesNothing() {
    RouteRequest redirected =
        request("extension/101", "*78").setRedirected(true).addDivertedBy("102").build();
    assertEquals("404/1", told(asked(redirected)));
    assertEquals(Map.of(), phones);
  }

  @Test
  void settingsAreRefusedWhereTheyCannotBeKept() {
    Router away = Router.of(documents());
    List<String> told = new ArrayList<>();
    for (String called : List.of("*78", "*72", "*725551212", "*67102")) {
      told.add(told(away.route(request("line/fxs-1", called).build(), lines)));
    }
    assertEquals("[503/34, 503/34, 503/34, 102=102]", told.toString());
  }

  @Test
  void theCodesOfAPhoneAreKnownToItsEdge() {
    FeatureCodes.Codes codes = router.featureCodes().ofLine("fxs-2");
    assertTrue(codes.whole().contains("*73") && !codes.whole().contains("*69"), codes.toString());
    assertTrue(
        codes.prefixes().contains("*21") && !codes.prefixes().contains("*72"), codes.toString());
    assertEquals(FeatureCodes.Codes.NONE, router.featureCodes().ofLine("gsm-1"));
    assertEquals(Collect.getDefaultInstance(), dial("line/fxs-1", "102").getCollect());
  }
}
