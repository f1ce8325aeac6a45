package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is configured and in whatever state the lines are, an emergency number is routed to a
/// line that takes it, when there is one (catalogue D8): 120 000 random worlds.
final class EmergencyPropertyTest {
  private static final int WORLDS = 30_000;

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void anEmergencyNumberReachesALineWheneverOneCanTakeIt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int reached = 0;
    for (int i = 0; i < WORLDS; i++) {
      EmergencyWorld world = EmergencyWorld.random(random);
      RouteRequest call = world.call(random);
      Decision decision = Router.of(Documents.of(world.documents())).route(call, world.reported());
      String where = "seed " + seed + ", world " + i + ": " + world + "\n" + call + decision;
      assertTrue(decision.getEmergency(), where);
      assertEquals(0, decision.getMaxDurationS(), where);
      reached += walk(world, call, decision, where);
    }
    assertTrue(reached > WORLDS / 2, reached + " reached a line: the worlds are too poor");
  }

  /// Tries the targets as a trunk does; 1 when a line took the call.
  private static int walk(
      EmergencyWorld world, RouteRequest call, Decision decision, String where) {
    Set<String> able = world.able(call);
    for (Target target : decision.getTargetsList()) {
      if (target.getLine().isEmpty()) {
        continue; // a trunk may take it or not
      }
      assertTrue(
          world.mayUse(call, target.getLine()), target.getLine() + " is not for it: " + where);
      if (world.takes(target.getLine(), target.getPreempt())) {
        assertTrue(able.contains(target.getLine()), where);
        boolean ended = world.inNormalCall(target.getLine());
        assertTrue(
            !ended || !world.reportedFreeAndIsAtHome(call),
            "a call was ended although a line was free: " + where);
        assertTrue(
            world.atHome(call, target.getLine()) || !world.someAbleAtHome(call),
            "it left the site: " + where);
        return 1;
      }
    }
    assertTrue(able.isEmpty(), "none took it, but " + able + " could: " + where);
    return 0;
  }
}
