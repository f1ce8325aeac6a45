package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Entered;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is asked for a PIN or a number, and where a number that was entered goes.
final class AdmitRuleTest {
  private static final Router ROUTER =
      Router.of(
          Documents.of(
              DocumentYaml.parse(
                  "t",
                  """
                  {kind: Edge, name: e}
                  ---
                  {kind: Pin, name: office, spec: {pin: "4711", not-asked: [staff]}}
                  ---
                  {kind: Pin, name: door, spec: {pin: "8150", tries: 1, announcement: pin.wav, no-input-s: 15}}
                  ---
                  {kind: NumberList, name: staff, spec: {effect: no-pin, side: calling, numbers: ["102", "0209*"]}}
                  ---
                  {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, number: 111222, call-out-pin: office, incoming: {second-stage: {pin: door}}, incoming-by-caller: "010>101|021>102"}}
                  ---
                  {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, number: 111333, incoming: {second-stage: {dial-rules: "8:-8", no-input-s: 7, announcement: number.wav, pause-ms: 900, digit-map: "1xx"}}}}
                  ---
                  {kind: Line, name: gsm-3, spec: {edge: e, kind: sim, driver: sim, call-in-pin: door, incoming: {extension: 101}}}
                  ---
                  {kind: Line, name: gsm-4, spec: {edge: e, kind: sim, driver: sim, incoming: {second-stage: {open: true}}}}
                  ---
                  {kind: Line, name: fxo-1, spec: {edge: e, kind: fxo, driver: sim, number: 555000, account: itsp, second-stage: {pin: office}}}
                  ---
                  {kind: Line, name: fxo-2, spec: {edge: e, kind: fxo, driver: sim, account: open, second-stage: {}}}
                  ---
                  {kind: Line, name: fxo-3, spec: {edge: e, kind: fxo, driver: sim, account: known, second-stage: {}}}
                  ---
                  {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim, number: 201}}
                  ---
                  {kind: Line, name: fxo-4, spec: {edge: e, kind: fxo, driver: sim, pass-through: {phone: fxs-1}, incoming: {second-stage: {pin: door}}}}
                  ---
                  {kind: LineGroup, name: mixed, spec: {lines: [gsm-1, gsm-4], selection: priority}}
                  ---
                  {kind: LineGroup, name: held, spec: {lines: [gsm-2], call-out-pin: door}}
                  ---
                  {kind: Trunk, name: itsp, spec: {address: "127.0.0.1:5080", account: {user: box}}}
                  ---
                  {kind: Trunk, name: open, spec: {address: "127.0.0.1:5082", account: {user: free}}}
                  ---
                  {kind: Trunk, name: known, spec: {address: "127.0.0.1:5084", account: {user: box}, inbound: {auth: password, password: x}}}
                  ---
                  {kind: Extension, name: 101}
                  ---
                  {kind: Extension, name: 102}
                  ---
                  {kind: DialPlan, name: default, spec: {rules: [{pattern: "90x+", strip: 1, to: {line: gsm-1}}, {pattern: "91x+", strip: 1, to: {line-group: mixed}}, {pattern: "92x+", strip: 1, to: {line-group: held}}, {pattern: "77", to: {second-stage: {}}}]}}
                  """)));

  private static Decision decide(String origin, String calling, String called, Entered entered) {
    String[] parts = origin.split("/", 2);
    return ROUTER.route(
        RouteRequest.newBuilder()
            .setOriginKind(
                switch (parts[0]) {
                  case "line" -> OriginKind.ORIGIN_KIND_LINE;
                  case "trunk" -> OriginKind.ORIGIN_KIND_TRUNK;
                  case "api" -> OriginKind.ORIGIN_KIND_API;
                  default -> OriginKind.ORIGIN_KIND_EXTENSION;
                })
            .setOrigin(parts.length == 1 ? "" : parts[1])
            .setCallingNumber(calling)
            .setCalledNumber(called)
            .setEntered(entered)
            .build(),
        LineStates.unknown());
  }

  private static String words(Decision decision) {
    if (decision.hasCollect()) {
      Collect asked = decision.getCollect();
      assertEquals(0, decision.getTargetsCount());
      return (asked.getPin().isEmpty() ? "number" : "pin " + asked.getPin())
          + " by "
          + asked.getLinesList();
    }
    return decision.getTargetsCount() == 0
        ? decision.getSipStatus() + "/" + decision.getCause()
        : Targets.names(decision.getTargetsList()) + " " + decision.getTargets(0).getNumber();
  }

  @ParameterizedTest(name = "{0} {1} calls {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "extension/101; 101; 90138001; pin office by [gsm-1]", // G-149
        "extension/102; 102; 90138001; gsm-1 0138001", // G-151
        "extension/101; 101; 91138001; gsm-4 1138001", // a line without a PIN comes first
        "extension/101; 101; 92138001; pin door by [gsm-2]",
        "extension/101; 101; 112; fxo-1, fxo-2",
        "api; ''; 90138001; gsm-1 0138001",
        "trunk/itsp; 5; box; pin office by [fxo-1]", // H-160, H-161
        "trunk/itsp; 5; 138001; fxo-1 138001", // H-168
        "trunk/open; 5; free; number by [fxo-2]",
        "extension/101; 101; 555000; pin office by [fxo-1]",
        "extension/101; 101; 77; number by []",
        "line/gsm-1; 0991; ''; pin door by []", // H-163, H-164
        "line/gsm-1; 01012345678; ''; 101 101", // AT-122
        "line/gsm-1; 02112345678; ''; 102 102", // AT-122
        "line/gsm-2; 0991; ''; number by []", // AT-122 other, G-155
        "line/gsm-3; 0991; ''; pin door by []", // G-172
      })
  void callersAreAskedAsTheDocumentsSay(
      String origin, String calling, String called, String expected) {
    String said = words(decide(origin, calling, called, Entered.getDefaultInstance()));
    assertTrue(said.startsWith(expected), said);
  }

  @ParameterizedTest(name = "{0} enters {1}, with PIN {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "line/gsm-2; 101; ''; 101 101",
        "line/gsm-2; 8101; ''; 101 101", // G-166
        "line/gsm-2; 90138001; ''; 403/21", // E3
        "line/gsm-2; 90138001; door; pin office by [gsm-1]", // each line wants its own
        "line/gsm-2; 90138001; office; gsm-1 0138001",
        "line/gsm-4; 92138001; ''; pin door by [gsm-2]", // open, but that line has a PIN
        "line/gsm-2; 77; ''; 403/21", // no stage behind a stage
        "line/gsm-2; 112; ''; fxo-1", // emergency, whatever else
        "line/gsm-1; 112; ''; fxo-1", // and not by the line the call is on
        "trunk/open; 138001; ''; 403/21", // E3: known by its address alone
        "trunk/open; 112; ''; fxo-1",
        "trunk/known; 138001; ''; fxo-3 138001", // E3: it has shown a password
        "trunk/itsp; 138001; office; fxo-1 138001",
        "extension/101; 138001; office; fxo-1 138001",
      })
  void whatIsEnteredGoesOnWhenItMay(String origin, String number, String pin, String expected) {
    Collect asked =
        switch (origin) {
          case "line/gsm-2" ->
              decide(origin, "0991", "", Entered.getDefaultInstance()).getCollect();
          case "line/gsm-4" ->
              decide(origin, "0991", "", Entered.getDefaultInstance()).getCollect();
          case "trunk/open" ->
              decide(origin, "5", "free", Entered.getDefaultInstance()).getCollect();
          case "trunk/known" ->
              decide(origin, "5", "box", Entered.getDefaultInstance()).getCollect();
          case "trunk/itsp" -> decide(origin, "5", "box", right("office")).getCollect();
          case "extension/101" -> decide(origin, "101", "555000", right("office")).getCollect();
          default -> Collect.getDefaultInstance();
        };
    Entered.Builder entered = Entered.newBuilder().setNumber(asked);
    if (!pin.isEmpty()) {
      entered.addPins(pin);
    }
    String said = words(decide(origin, "0991", number, entered.build()));
    assertTrue(said.startsWith(expected), said);
    if (number.equals("112") && origin.startsWith("line/")) {
      assertFalse((said + ",").contains(origin.substring(5) + ","), said);
    }
  }

  private static Entered right(String pin) {
    return Entered.newBuilder().addPins(pin).build();
  }

  @Test
  void aStageSaysHowItIsCarriedOut() {
    Collect asked = decide("line/gsm-2", "0991", "", Entered.getDefaultInstance()).getCollect();
    assertEquals(7_000, asked.getNoInputMs());
    assertEquals(900, asked.getPauseMs());
    assertEquals("1xx", asked.getDigitMap());
    assertTrue(asked.getEmergencyNumbersList().contains("112"));
    Collect pin = decide("trunk/itsp", "5", "box", Entered.getDefaultInstance()).getCollect();
    assertEquals(10_000, pin.getNoInputMs()); // H-161
    assertEquals(4_000, pin.getPauseMs());
    assertTrue(pin.getRing()); // H-160
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "2, true", "3, false", "-1, false"})
  void threeWrongOnesEndIt(int wrong, boolean again) { // H-161
    Entered entered = Entered.newBuilder().setWrongPin("office").setWrongPins(wrong).build();
    Decision decision = decide("extension/101", "101", "90138001", entered);
    assertEquals(again, decision.hasCollect());
    assertEquals(21, decision.getCause());
    Entered other = Entered.newBuilder().setWrongPin("office").setWrongPins(wrong).build();
    assertTrue(decide("extension/101", "101", "92138001", other).hasCollect());
  }

  @Test
  void aPhoneRingsBeforeTheStage() { // AT-069
    Decision decision = decide("line/fxo-4", "0991", "", Entered.getDefaultInstance());
    assertEquals("fxs-1", Targets.names(decision.getTargetsList()));
    assertEquals(20, decision.getTargets(0).getRingTimeoutS());
    assertEquals("door", decision.getCollect().getPin());
  }

  @Test
  void whoeverIsLockedIsNotAsked() {
    Decision decision =
        ROUTER.route(
            RouteRequest.newBuilder()
                .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
                .setOrigin("101")
                .setCallingNumber("101")
                .setCalledNumber("90138001")
                .build(),
            new LineStates() {
              @Override
              public LineUse of(String line) {
                return LineUse.UNKNOWN;
              }

              @Override
              public Optional<String> locked(String pin, String caller) {
                return Optional.of(pin + " of " + caller);
              }
            });
    assertEquals("office of extension/101", decision.getReason());
    assertFalse(decision.hasCollect());
  }

  @Test
  void noTraceHasAPin() {
    SplittableRandom random = new SplittableRandom(5);
    String[] origins = {"extension/101", "line/gsm-1", "line/gsm-3", "trunk/itsp"};
    for (int i = 0; i < 2_000; i++) {
      Decision decision =
          decide(
              origins[random.nextInt(origins.length)],
              "0991",
              random.nextBoolean() ? "90138001" : "box",
              Entered.newBuilder().setWrongPin("door").setWrongPins(random.nextInt(4)).build());
      String text = decision.toString();
      assertFalse(text.contains("4711") || text.contains("8150"), () -> "seed 5: " + text);
    }
  }

  @Test
  void filesOfTheAdministratorAskInsteadOfTones() {
    Collect pin = decide("line/gsm-1", "0991", "", Entered.getDefaultInstance()).getCollect();
    assertEquals("pin.wav", pin.getAnnouncement());
    assertEquals(15_000, pin.getNoInputMs());
    Collect number = decide("line/gsm-2", "0991", "", Entered.getDefaultInstance()).getCollect();
    assertEquals("number.wav", number.getAnnouncement());
    assertEquals(7_000, number.getNoInputMs());
  }
}
