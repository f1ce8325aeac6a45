package io.patchbay.dialplan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.routing.Router;
import io.patchbay.routing.RoutingRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleOrderTest {
  @Test
  void rulesStandInTheOrderThatIsConfigured() {
    List<String> names = List.of("emergency", "normalise", "select", "authorise");
    assertEquals(names, RuleOrder.of(Router.RULES, names).stream().map(RoutingRule::name).toList());
    assertEquals(1, RuleOrder.of(Router.RULES, List.of("emergency")).size());
  }

  @Test
  void nothingComesBeforeEmergency() {
    assertEquals(
        "patchbay.rules [select, emergency]: the first rule must be emergency",
        problem("select", "emergency"));
    assertEquals("patchbay.rules []: the first rule must be emergency", problem());
  }

  @Test
  void unknownAndRepeatedRulesAreNamed() {
    assertEquals(
        "patchbay.rules: no rule `quota` (there are [admit, authorise, divert, emergency, feature, limit, loop, normalise, overlap, present, rewrite, select, shield])",
        problem("emergency", "quota"));
    assertEquals("patchbay.rules: `select` stands twice", problem("emergency", "select", "select"));
  }

  private static String problem(String... names) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class, () -> RuleOrder.of(Router.RULES, List.of(names)))
            .getMessage());
  }
}
