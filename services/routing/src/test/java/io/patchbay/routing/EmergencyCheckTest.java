package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.routing.LineUse.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class EmergencyCheckTest {
  private static final String HOUSE =
      """
      {kind: Site, name: boston, spec: {edges: [b], callers: [extension/101], country: US}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Extension, name: 102}
      ---
      {kind: Line, name: b-phone, spec: {edge: b, kind: fxs, driver: sim}}
      ---
      {kind: Line, name: b-sim, spec: {edge: b, kind: sim, driver: sim}}
      """;
  private final Map<String, LineUse> uses = new HashMap<>();

  private String report(String documents) {
    Documents all = Documents.of(DocumentYaml.parse("t", documents));
    return Router.of(all).checkEmergency(LineStates.of(uses)).getRowsList().stream()
        .map(EmergencyCheckTest::words)
        .collect(Collectors.joining("\n"));
  }

  private static String words(EmergencyRow row) {
    return "%s %s %s %s%s"
        .formatted(
            row.getCaller(),
            row.getSite(),
            row.getNumber(),
            row.getWaysList(),
            row.getWarning().isEmpty() ? "" : " ! " + row.getWarning());
  }

  @Test
  void everybodysWayIsSaid() { // E4, 7
    assertEquals(
        """
        extension/101 boston 911 [b-sim]
        extension/102  112 [b-sim]
        line/b-phone boston 911 [b-sim]\
        """,
        report(HOUSE));
  }

  @Test
  void whatIsInTheWayIsWarnedOf() { // E4, 8
    uses.put("b-sim", LineUse.of(Condition.BUSY));
    assertEquals(
        "extension/101 boston 911 [b-sim] ! no line is free: the call on b-sim would be ended",
        report(HOUSE).lines().findFirst().orElseThrow());
    uses.put("b-sim", LineUse.of(Condition.OUT_OF_SERVICE));
    assertEquals(
        "extension/101 boston 911 [b-sim] ! every line is out of service; b-sim would be tried",
        report(HOUSE).lines().findFirst().orElseThrow());
    assertEquals(
        "extension/101  112 [] ! no line and no trunk: nobody can be called for help",
        report("{kind: Extension, name: 101}"));
    assertEquals(
        "extension/101  112 [pbx] ! no line: only trunk pbx",
        report(
            "{kind: Extension, name: 101}\n---\n{kind: Trunk, name: pbx, spec: {address: \"127.0.0.1:1\"}}"));
    assertEquals(
        "extension/101 a 112 [x] ! no line at site a: help would be sent to where x is",
        report(
            """
            {kind: Site, name: a, spec: {edges: [a], callers: [extension/101]}}
            ---
            {kind: Extension, name: 101}
            ---
            {kind: Line, name: x, spec: {edge: b, kind: sim, driver: sim}}
            """));
  }
}
