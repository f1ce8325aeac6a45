package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.list.NumberSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists that are files reach dial-plan only: what sip-trunk and an edge decide without them.
final class WithoutFileTest {
  private static Documents documents(String effect, String setting) {
    return Documents.of(
        DocumentYaml.parse(
            "t",
            """
            {kind: Extension, name: 101}
            ---
            {kind: Extension, name: 102}
            ---
            {kind: NumberList, name: l, spec: {effect: %s, numbers: ["102"], file: l.txt%s}}
            """
                .formatted(effect, setting)));
  }

  private static Decision calls(Router router, String called) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin(called.equals("101") ? "102" : "101")
            .setCalledNumber(called)
            .build(),
        LineStates.unknown());
  }

  @ParameterizedTest(name = "{0}{1}: a call to {2} is let through: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        // 101 is in the file at most
        "deny; ''; 101; true",
        "deny; ', without-file: pass'; 101; true",
        "deny; ', without-file: refuse'; 101; false",
        "allow; ''; 101; false",
        "allow; ', without-file: refuse'; 101; false",
        "allow; ', without-file: pass'; 101; true",
        // 102 is in the document itself
        "deny; ''; 102; false",
        "deny; ', without-file: pass'; 102; false",
        "allow; ''; 102; true",
        "allow; ', without-file: refuse'; 102; true",
      })
  void whatTheFileWouldHaveDecided(String effect, String setting, String called, boolean goes) {
    Documents documents = documents(effect, setting);
    Decision decision = calls(Router.of(documents), called);
    assertEquals(goes, decision.getTargetsCount() > 0, decision.toString());
    String trace = decision.getTraceList().toString();
    if (goes || called.equals("101")) {
      assertTrue(trace.contains("not known here"), trace);
    }
    // where the file is, it alone decides
    Decision known = calls(Router.of(documents, Router.RULES, _ -> NumberSet.empty()), "101");
    assertEquals(effect.equals("deny"), known.getTargetsCount() > 0, known.toString());
    assertTrue(!known.getTraceList().toString().contains("not known here"), known.toString());
  }

  @Test
  void aNumberThatCallsForHelpAsksNoList() {
    Decision help = calls(Router.of(documents("allow", ", without-file: refuse")), "112");
    assertTrue(help.getEmergency());
  }
}
