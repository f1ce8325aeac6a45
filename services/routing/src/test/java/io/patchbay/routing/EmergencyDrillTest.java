package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Announce.Tone;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineUse.Condition;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The number that tests emergency calls, and calls nobody.
final class EmergencyDrillTest {
  private static Documents documents(String number) {
    return Documents.of(
        DocumentYaml.parse(
            "t",
            """
            {kind: Edge, name: e}
            ---
            {kind: Settings, name: default, spec: {emergency: {test-number: "%s", test-good-announcement: fine.wav, test-bad-announcement: bad.wav}}}
            ---
            {kind: Site, name: munich, spec: {edges: [e], callers: [extension/101], country: DE, callback-number: "+4989123456"}}
            ---
            {kind: Line, name: fxo-1, spec: {edge: e, kind: fxo, driver: sim}}
            ---
            {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim}}
            ---
            {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim, number: 201}}
            ---
            {kind: Extension, name: 101}
            """
                .formatted(number)));
  }

  private static Decision test(OriginKind kind, String name, Condition lines) {
    return Router.of(documents("933"))
        .route(
            RouteRequest.newBuilder()
                .setOriginKind(kind)
                .setOrigin(name)
                .setCalledNumber("933")
                .build(),
            LineStates.of(Map.of("fxo-1", LineUse.of(lines), "gsm-1", LineUse.of(lines))));
  }

  @Test
  void whoDialsItLearnsThatAllIsWellAndCallsNobody() {
    Decision decision = test(OriginKind.ORIGIN_KIND_EXTENSION, "101", Condition.FREE);
    assertEquals(0, decision.getTargetsCount());
    assertTrue(decision.getEmergencyTest());
    assertFalse(decision.getEmergency(), "nobody is alarmed");
    assertTrue(decision.getAnnounce().getAnswer());
    assertEquals(Tone.TONE_CONFIRMATION, decision.getAnnounce().getTone());
    assertEquals("fine.wav", decision.getAnnounce().getFile());
    assertTrue(
        decision
            .getTraceList()
            .contains(
                "emergency: a test: 112 would be called by fxo-1, gsm-1; site munich,"
                    + " call-back number +4989123456; nothing is wrong"),
        decision.getTraceList().toString());
  }

  @Test
  void whatSimCardsAndNetworksTellIsKnownToIt() {
    LineStates states =
        new LineStates() {
          @Override
          public LineUse of(String line) {
            return LineUse.of(Condition.FREE);
          }

          @Override
          public Set<String> emergencyNumbers(String line) {
            return line.equals("gsm-1") ? Set.of("118", "1190") : Set.of();
          }
        };
    RouteRequest test =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin("101")
            .setCalledNumber("933")
            .build();
    assertTrue(
        Router.of(documents("933"))
            .route(test, states)
            .getReason()
            .endsWith("SIM cards and networks tell 118 1190; nothing is wrong"));
    assertTrue(
        Router.of(documents("118"))
            .route(test.toBuilder().setCalledNumber("118").build(), states)
            .getEmergency(),
        "a number that a card tells is no test");
  }

  @Test
  void orWhatIsWrong() {
    Decision decision = test(OriginKind.ORIGIN_KIND_LINE, "fxs-1", Condition.OUT_OF_SERVICE);
    assertEquals(0, decision.getTargetsCount());
    assertEquals(Tone.TONE_SPECIAL_INFORMATION, decision.getAnnounce().getTone());
    assertEquals("bad.wav", decision.getAnnounce().getFile());
    assertTrue(
        decision.getReason().endsWith("every line is out of service; fxo-1 would be tried"),
        decision.getReason());
  }

  @Test
  void aCallThatComesInTestsNothing() {
    assertFalse(test(OriginKind.ORIGIN_KIND_LINE, "gsm-1", Condition.FREE).getEmergencyTest());
  }

  /// Also those of the countries of sites, which the documents' own check does not know.
  @Test
  void itIsNoNumberThatCouldBeTakenForAnEmergencyNumber() {
    documents("933").check(Patterns.check());
    for (String near : new String[] {"110", "11", "1105", "911"}) {
      DocumentException refused =
          Assertions.assertThrows(
              DocumentException.class, () -> documents(near).check(Patterns.check()));
      assertTrue(
          String.valueOf(refused.getMessage()).contains(near + " could be taken for"),
          refused.getMessage());
    }
  }
}
