package io.patchbay.trunk.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an edge is given to decide alone, and what stays.
final class EdgeDocumentsTest {
  private static final Documents ALL =
      Documents.of(
          DocumentYaml.parse(
              "t",
              """
              {kind: Edge, name: e}
              ---
              {kind: Edge, name: f}
              ---
              {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, call-out-pin: out, call-in-pin: in}}
              ---
              {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, incoming: {second-stage: {pin: door}}}}
              ---
              {kind: Line, name: gsm-3, spec: {edge: f, kind: sim, driver: sim, call-out-pin: elsewhere}}
              ---
              {kind: LineGroup, name: g, spec: {lines: [gsm-1, gsm-3], call-out-pin: group}}
              ---
              {kind: LineGroup, name: h, spec: {lines: [gsm-3], call-out-pin: elsewhere}}
              ---
              {kind: DialPlan, name: default, spec: {rules: [{pattern: "9", to: {second-stage: {pin: rule}}}]}}
              ---
              {kind: Pin, name: out, spec: {pin: "471108", pin-hash: "1$c2FsdA==$aGFzaA=="}}
              ---
              {kind: Pin, name: in, spec: {pin-hash: "1$c2FsdA==$aGFzaA=="}}
              ---
              {kind: Pin, name: door, spec: {pin-hash: "1$c2FsdA==$aGFzaA=="}}
              ---
              {kind: Pin, name: group, spec: {pin-hash: "1$c2FsdA==$aGFzaA=="}}
              ---
              {kind: Pin, name: rule, spec: {pin-hash: "1$c2FsdA==$aGFzaA=="}}
              ---
              {kind: Pin, name: elsewhere, spec: {pin-hash: "1$c2FsdA==$aGFzaA=="}}
              ---
              {kind: Extension, name: 101, spec: {password: "a long one"}}
              ---
              {kind: Settings, name: default, spec: {codecs: [PCMA], feature-codes: {forward-always: "*21"}, forward-no-answer-s: 30, loops: {max-diversions: 2}}}
              """));

  private static List<Document> given() {
    return EdgeDocuments.of(ALL, "e");
  }

  @Test
  void thePinsThatItsCallersMayBeAskedForAreGivenAsTheirHash() {
    assertEquals(
        List.of("door", "group", "in", "out", "rule"),
        given().stream().filter(Document::hasPin).map(Document::getName).sorted().toList());
    assertFalse(given().toString().contains("471108"));
  }

  @Test
  void noPasswordOfAnExtensionIsGiven() {
    assertFalse(given().toString().contains("a long one"));
  }

  @Test
  void ofTheSettingsThoseAreGivenThatDecideCalls() {
    var settings =
        given().stream().filter(Document::hasSettings).findFirst().orElseThrow().getSettings();
    assertEquals("*21", settings.getFeatureCodesOrThrow("forward-always"));
    assertEquals(30, settings.getForwardNoAnswerS());
    assertEquals(2, settings.getLoops().getMaxDiversions());
    assertEquals(0, settings.getCodecsCount());
  }
}
