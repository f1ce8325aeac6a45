package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineUse.Condition;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A line whose SIM is of another country than its group says.
final class LineNumberingTest {
  private static final Documents DOCUMENTS =
      Documents.of(
          DocumentYaml.parse(
              "t",
              """
              {kind: Settings, name: default, spec: {numbering: {country: CN}}}
              ---
              {kind: Edge, name: e}
              ---
              {kind: Line, name: de, spec: {edge: e, kind: sim, driver: gsm-at, incoming: {extension: 101}}}
              ---
              {kind: Line, name: fr, spec: {edge: e, kind: sim, driver: gsm-at, numbering: {country: FR}, incoming: {extension: 101}}}
              ---
              {kind: LineGroup, name: west, spec: {lines: [de, fr], selection: priority, numbering: {country: DE}}}
              ---
              {kind: Extension, name: 101}
              ---
              {kind: NumberList, name: paris, spec: {effect: deny, side: calling, numbers: ["+33612345678"]}}
              ---
              {kind: DialPlan, name: default, spec: {rules: [
                {pattern: "<9=>x+", to: {line: fr, number-form: national}},
                {pattern: "+x+", to: {line-group: west, number-form: national}}]}}
              """));
  private final Router router = Router.of(DOCUMENTS);

  private Decision call(OriginKind kind, String origin, String calling, String called) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(kind)
            .setOrigin(origin)
            .setCallingNumber(calling)
            .setCalledNumber(called)
            .build(),
        _ -> LineUse.of(Condition.FREE));
  }

  private String dialled(String called) {
    return call(OriginKind.ORIGIN_KIND_EXTENSION, "101", "101", called).getTargetsList().stream()
        .map(target -> target.getLine() + " " + target.getNumber())
        .collect(Collectors.joining(", "));
  }

  @Test
  void theDocumentsFitTogether() {
    DOCUMENTS.check(Patterns.check());
  }

  @Test
  void eachLineOfAGroupDialsAsInItsCountry() {
    assertEquals("de 015112345678, fr 004915112345678", dialled("004915112345678"));
    assertEquals("de 0033612345678, fr 0612345678", dialled("0033612345678"));
  }

  @Test
  void aLineAloneDialsAsInItsCountry() {
    assertEquals("fr 0612345678", dialled("90033612345678"));
  }

  @Test
  void whoCallsInOnItCallsFromItsCountry() {
    String calling = "0612345678";
    assertEquals(
        403, call(OriginKind.ORIGIN_KIND_LINE, "fr", calling, "").getSipStatus(), "on the list");
    assertEquals(
        "101", call(OriginKind.ORIGIN_KIND_LINE, "de", calling, "").getTargets(0).getExtension());
  }
}
