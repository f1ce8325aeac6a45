package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.emergency.HelpCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever called for help is called back by where he called, past everything that is set there
/// (catalogue E4, 4).
final class CallBackTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: DE}}}
      ---
      {kind: Site, name: munich, spec: {edges: [e], callers: [extension/101, trunk/pbx], callback-number: "+4989123456", zones: [{name: attic, callers: [trunk/pbx], callback-number: "+4989999"}]}}
      ---
      {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, number: "+491701234567", reject-incoming: true}}
      ---
      {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, incoming: {second-stage: {pin: office}}}}
      ---
      {kind: Line, name: gsm-3, spec: {edge: e, kind: sim, driver: sim, incoming: {trunk: pbx}}}
      ---
      {kind: Line, name: gsm-4, spec: {edge: e, kind: sim, driver: sim, incoming: {extension: 101}}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim, number: 201}}
      ---
      {kind: Pin, name: office, spec: {pin: "4711"}}
      ---
      {kind: Trunk, name: pbx, spec: {address: "192.0.2.1", incoming: {extension: 102}}}
      ---
      {kind: Trunk, name: psap, spec: {address: "192.0.2.2", emergency: true, incoming: {extension: 102}}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Extension, name: 102}
      ---
      {kind: NumberList, name: nuisance, spec: {effect: deny, side: calling, from: [trunk/psap], patterns: ["+49891x+"]}}
      """;

  private final HelpCalls calls = new HelpCalls();
  private PhoneState set = PhoneState.NONE;

  private static CallRecord.Builder help(String caller, String number) {
    String[] from = caller.split("/", 2);
    return CallRecord.newBuilder()
        .setCallId(caller)
        .setOriginKind(from[0])
        .setOrigin(from[1])
        .setCallingNumber(number)
        .setEmergency(true)
        .setSite("munich")
        .setEndedAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond()));
  }

  private static LegRecord.Builder by(String kind, String name) {
    return LegRecord.newBuilder().setDirection("outbound").setKind(kind).setName(name);
  }

  private static LegRecord.Builder answered(LegRecord.Builder leg) {
    return leg.setAnsweredAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond()));
  }

  private Decision comesIn(String settings, String origin, String called, Duration later) {
    Documents documents =
        Documents.of(
            DocumentYaml.parse("t", YAML.replace("country: DE}", "country: DE}" + settings)));
    String[] from = origin.split("/", 2);
    return Router.of(documents)
        .route(
            RouteRequest.newBuilder()
                .setOriginKind(
                    OriginKind.valueOf("ORIGIN_KIND_" + from[0].toUpperCase(Locale.ROOT)))
                .setOrigin(from[1])
                .setCallingNumber("+4989110")
                .setCalledNumber(called)
                .setAt(Timestamp.newBuilder().setSeconds(NOON.plus(later).getEpochSecond()))
                .build(),
            new LineStates() {
              @Override
              public LineUse of(String line) {
                return LineUse.UNKNOWN;
              }

              @Override
              public PhoneState phone(String phone) {
                return phone.equals("extension/101") ? set : PhoneState.NONE;
              }

              @Override
              public HelpCalls helpCalls() {
                return calls;
              }
            });
  }

  private static String words(Decision decision) {
    return decision.getTargetsList().stream()
            .map(target ->
                target.getExtension()
                    + target.getLine()
                    + target.getTrunk()
                    + "="
                    + target.getNumber())
            .collect(Collectors.joining(" "))
        + (decision.hasCollect() ? " asks" : "")
        + (decision.getTargetsCount() == 0 ? decision.getSipStatus() : "");
  }

  @Test
  void theNumberOfAZoneCallsBackWhoCalledForHelpThere() {
    calls.count(help("trunk/pbx", "700").setZone("attic").addLegs(by("line", "gsm-1")).build());
    calls.count(
        help("extension/101", "101")
            .addLegs(by("line", "gsm-1"))
            .setEndedAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond() + 1))
            .build());
    assertTrue(comesIn("trunk/psap", "+4989999").startsWith("pbx=700"));
    assertTrue(comesIn("trunk/psap", "+4989123456").startsWith("101=101"), "the site's last");
  }

  private String comesIn(String origin, String called) {
    return words(comesIn("", origin, called, Duration.ofMinutes(5)));
  }

  @ParameterizedTest(
      name = "{0} called 112 over {1}: a call on {2} for {3} goes to {4}, not to {5}")
  @CsvSource({
    "extension/101, line/gsm-1, line/gsm-1, '', 101=101, 603",
    "line/fxs-1, line/gsm-1, line/gsm-1, '', fxs-1=201, 603",
    "trunk/pbx, line/gsm-1, line/gsm-1, '', pbx=300, 603",
    "extension/101, line/gsm-2, line/gsm-2, '', 101=101, ' asks403'",
    "extension/101, line/gsm-3, line/gsm-3, '', 101=101 pbx=gsm-3, pbx=gsm-3",
    // the call-back number of the site, by whatever way, in whatever form
    "extension/101, trunk/psap, trunk/psap, +4989123456, 101=101, 403",
    "extension/101, line/gsm-1, trunk/psap, 089123456, 101=101, 403",
    // the number that was shown
    "extension/101, trunk/psap, trunk/psap, 300, 101=101, 403",
    // he is nobody any more, is a program, or would call himself
    "extension/109, line/gsm-1, line/gsm-1, '', 603, 603",
    "api/api, line/gsm-1, line/gsm-1, '', 603, 603",
    "trunk/psap, line/gsm-1, trunk/psap, +4989123456, 403, 403",
    // not where he called, nor from inside
    "extension/101, line/gsm-2, line/gsm-1, '', 603, 603",
    "extension/101, trunk/psap, trunk/psap, 301, 403, 403",
    "extension/101, line/gsm-1, extension/102, 201, fxs-1=201, fxs-1=201",
  })
  void aCallGoesFirstToWhoCalledForHelpThere(
      String caller, String way, String origin, String called, String expected, String usual) {
    assertEquals(usual.strip(), comesIn(origin, called).strip(), "nobody has called for help");
    String[] out = way.split("/", 2);
    calls.count(help(caller, "300").addLegs(by(out[0], out[1])).build());
    Decision decision = comesIn("", origin, called, Duration.ofMinutes(5));
    assertEquals(expected, words(decision), decision.toString());
    assertEquals(!expected.equals(usual), decision.getEmergencyCallBack());
  }

  @Test
  void theTraceSaysSoAndTheUsualStepsStillSayTheirs() {
    calls.count(help("extension/101", "101").addLegs(by("line", "gsm-1")).build());
    Decision decision = comesIn("", "line/gsm-1", "", Duration.ofMinutes(5));
    assertTrue(
        decision
            .getTraceList()
            .contains(
                "emergency: extension 101 called for help by it until 2026-11-22T12:00:00Z and is called first"),
        decision.getTraceList().toString());
    assertEquals("486/17", decision.getSipStatus() + "/" + decision.getCause());
    assertEquals("", decision.getReason());
    assertFalse(decision.getEmergency(), "it ends nobody's call and alarms nobody");
  }

  @ParameterizedTest(name = "call-back-minutes {0}, {1} s later: {2}")
  @CsvSource({
    "'', 3600, true",
    "'', 3601, false",
    "', emergency: {call-back-minutes: 5}', 300, true",
    "', emergency: {call-back-minutes: 5}', 301, false",
    "', emergency: {call-back-minutes: 0}', 0, false",
    "', emergency: {call-back-minutes: 1440}', 86400, true",
  })
  void theTimeIsLimited(String settings, long seconds, boolean back) {
    calls.count(help("extension/101", "101").addLegs(by("line", "gsm-1")).build());
    assertEquals(
        back,
        comesIn(settings, "line/gsm-1", "", Duration.ofSeconds(seconds)).getEmergencyCallBack());
  }

  @Test
  void ofSeveralWaysThatWereTriedTheOneThatWasAnsweredCounts() {
    calls.count(
        help("extension/101", "101")
            .addLegs(by("line", "gsm-2"))
            .addLegs(answered(by("line", "gsm-1")))
            .build());
    assertEquals("101=101", comesIn("line/gsm-1", ""));
    assertEquals("asks403", comesIn("line/gsm-2", "").strip());
  }

  @Test
  void theLastCallerIsCalledAndAnOldRecordChangesNothing() {
    calls.count(help("extension/101", "101").addLegs(by("line", "gsm-1")).build());
    CallRecord.Builder before =
        help("extension/102", "102")
            .setEndedAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond() - 60));
    calls.count(before.addLegs(by("line", "gsm-1")).build());
    assertEquals("101=101", comesIn("line/gsm-1", ""));
    calls.count(help("line/fxs-1", "201").addLegs(by("line", "gsm-1")).build());
    assertEquals("fxs-1=201", comesIn("line/gsm-1", ""));
  }

  @ParameterizedTest
  @EnumSource(
      value = PhoneFeature.class,
      names = {"PHONE_FEATURE_DO_NOT_DISTURB", "PHONE_FEATURE_FORWARD_ALWAYS"})
  void whatHeHasSetOnHisPhoneDoesNotHold(PhoneFeature feature) {
    set = new PhoneState(Map.of(feature, "102"));
    assertFalse(comesIn("line/gsm-4", "").startsWith("101"), comesIn("line/gsm-4", ""));
    calls.count(help("extension/101", "101").addLegs(by("line", "gsm-4")).build());
    assertTrue(comesIn("line/gsm-4", "").startsWith("101=101"), comesIn("line/gsm-4", ""));
  }

  @Test
  void otherCallsAreNotCalledBack() {
    calls.count(
        help("extension/101", "101").setEmergency(false).addLegs(by("line", "gsm-1")).build());
    assertEquals("603", comesIn("line/gsm-1", ""));
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void anyNumberOfCallsTakesBoundedRoom(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 30_000; i++) {
      calls.count(
          help("extension/101", "n" + random.nextInt()).addLegs(by("trunk", "psap")).build());
    }
    calls.count(help("extension/101", "101").addLegs(by("line", "gsm-1")).build());
    assertEquals("101=101", comesIn("line/gsm-1", ""), "seed " + seed);
  }
}
