package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.pattern.DigitMap;
import io.patchbay.routing.pattern.DigitPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers whose caller may still dial on (H-097, H-099), as decisions.
final class OverlapRuleTest {
  private static final Router ROUTER =
      Router.of(
          Documents.of(
              DocumentYaml.parse(
                  "t",
                  """
                  {kind: Edge, name: here}
                  ---
                  {kind: Line, name: fxs-1, spec: {edge: here, kind: fxs, driver: sim, number: 201}}
                  ---
                  {kind: Line, name: fxs-2, spec: {edge: here, kind: fxs, driver: sim, number: 202}}
                  ---
                  {kind: Line, name: fxo-1, spec: {edge: here, kind: fxo, driver: sim, pass-through: {phone: fxs-1}}}
                  ---
                  {kind: Trunk, name: pbx, spec: {address: "192.0.2.1"}}
                  ---
                  {kind: Extension, name: 101}
                  ---
                  kind: DialPlan
                  name: default
                  spec:
                    rules:
                      - {pattern: "55", to: {uri: "101@192.168.2.2:6060"}}
                      - {pattern: "L:9x+"}
                      - {pattern: "1x.", to: {trunk: pbx}}
                      - {pattern: "9005", reject: true}
                  """)));

  private static Decision decide(String called, boolean incomplete) {
    return ROUTER.route(
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("fxs-1")
            .setCalledNumber(called)
            .setIncomplete(incomplete)
            .build(),
        LineStates.of(Map.of("fxo-1", LineUse.of(Condition.FREE))));
  }

  private static String words(Decision decision) {
    return decision.getTargetsCount() == 0
        ? decision.getSipStatus() + "/" + decision.getCause()
        : decision.getTargetsList().stream()
            .map(one -> one.getLine() + one.getExtension() + one.getTrunk() + one.getUri())
            .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}: {1}; when it is whole: {2}")
  @CsvSource({
    // the lifeline behind a trunk is for whole numbers
    "1, pbx, pbx fxo-1",
    "1008, pbx, pbx fxo-1",
    "101, 484/28, 101",
    "202, 484/28, fxs-2",
    "55, 484/28, sip:101@192.168.2.2:6060 fxo-1",
    "91, 484/28, fxo-1",
    "3, 404/1, 404/1",
    "112, fxo-1 pbx, fxo-1 pbx",
  })
  void whatMayNotBeCompleteGoesToATrunkOrNowhere(String called, String early, String whole) {
    assertEquals(early, words(decide(called, true)));
    assertEquals(whole, words(decide(called, false)));
  }

  @ParameterizedTest(name = "{0}, at once {1}: {2}; not {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 112 911 0112; 1 9 0 10 12 7 1120 913; 11 91 01 011 *5 *67 #2",
        "{2x | 20xx}; 112; 20; 2 21 29 200 2001 3 1",
        "{x+}; ''; 1 11 112; *1 '' ",
      })
  void numbersThatStandAlone(String plan, String atOnce, String yes, String no) {
    DigitMap map =
        new DigitMap(
            Duration.ofSeconds(4),
            32,
            Set.copyOf(Arrays.asList(atOnce.split(" ", -1))),
            Optional.of(plan).filter(text -> !text.isEmpty()).map(DigitPlan::parse));
    for (String digits : yes.split(" ", -1)) {
      assertTrue(map.standsAlone(digits), digits);
    }
    for (String digits : no.split(" ", -1)) {
      assertTrue(!map.standsAlone(digits), digits);
    }
  }
}
