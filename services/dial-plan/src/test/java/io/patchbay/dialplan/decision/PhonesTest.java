package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchbay.contract.Times;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.dialplan.events.CallDigests;
import io.patchbay.dialplan.events.Intake;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.FeatureRule;
import io.patchbay.routing.Router;
import io.patchbay.routing.RoutingRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What phones set by feature codes, as the topics tell it to every replica and after a restart.
final class PhonesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<RoutingRule> RULES =
      Router.RULES.stream()
          .map(rule -> rule instanceof FeatureRule ? new FeatureRule(true) : rule)
          .toList();

  private final Decisions decisions = fresh();
  private final List<TopicRecord> topic = new ArrayList<>();

  private static Decisions fresh() {
    Decisions fresh = new Decisions(RULES);
    fresh.configure(
        DocumentYaml.parse(
            "t",
            """
            {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim, number: 201}}
            ---
            {kind: Extension, name: "101"}
            ---
            {kind: Extension, name: "613"}
            """));
    return fresh;
  }

  private static Decision dial(Decisions by, String from, String called) {
    boolean line = from.startsWith("fxs");
    return by.route(
        RouteRequest.newBuilder()
            .setOriginKind(line ? OriginKind.ORIGIN_KIND_LINE : OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin(from)
            .setCalledNumber(called)
            .build(),
        NOON);
  }

  private void set(String phone, String code) {
    PhoneSetting setting = dial(decisions, phone, code).getSetting();
    topic.add(
        new TopicRecord(Topics.PHONE_SETTINGS, 0, 0, setting.getPhone(), setting.toByteArray()));
    decisions.set(setting);
  }

  private static String targets(Decision decision) {
    return decision.getTargetsCount() == 0
        ? String.valueOf(decision.getSipStatus())
        : decision.getTargetsList().stream()
            .map(target -> target.getLine() + target.getExtension())
            .collect(Collectors.joining(" "));
  }

  @Test
  void whatIsSetIsKnownToAnotherReplicaAndAfterARestart() { // AT-060, AT-061
    set("fxs-1", "*72101");
    set("613", "*78");
    assertEquals("101", targets(dial(decisions, "613", "201")));
    Decisions other = fresh();
    assertEquals("fxs-1", targets(dial(other, "101", "201")));
    Intake intake = new Intake(other, _ -> {}, new CallDigests(List::of, _ -> {}, other));
    intake.take(topic);
    assertEquals("101", targets(dial(other, "613", "201")));
    assertEquals("486", targets(dial(other, "101", "613")));
    set("fxs-1", "*73");
    set("613", "*79");
    intake.take(topic);
    assertEquals("fxs-1", targets(dial(other, "613", "201")));
    assertEquals("613", targets(dial(other, "101", "613")));
    assertEquals(0, intake.unreadable());
  }

  @Test
  void explainingSetsNothing() {
    RouteRequest request =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("fxs-1")
            .setCalledNumber("*78")
            .build();
    Decision decision = decisions.explain(request, NOON);
    assertEquals("feature: line/fxs-1: do-not-disturb is set", decision.getTraceList().getLast());
    assertEquals("fxs-1", targets(dial(decisions, "101", "201")));
  }

  private static CallRecord call(String id, String calling, int second) {
    return CallRecord.newBuilder()
        .setCallId(id)
        .setCallingNumber(calling)
        .setStartedAt(Times.timestamp(NOON.plusSeconds(second)))
        .setEndedAt(Times.timestamp(NOON.plusSeconds(second + 5)))
        .addLegs(LegRecord.newBuilder().setDirection("outbound").setKind("line").setName("fxs-1"))
        .build();
  }

  @Test
  void whoCalledLastIsKnownFromTheRecordsOfCallsInWhateverOrder() { // AT-063
    assertEquals("404", targets(dial(decisions, "fxs-1", "*69")));
    decisions.count(call("b", "613", 20));
    decisions.count(call("a", "101", 10));
    assertEquals("613", targets(dial(decisions, "fxs-1", "*69")));
    decisions.count(call("c", "", 30));
    assertEquals("404", targets(dial(decisions, "fxs-1", "*69")));
    assertFalse(dial(decisions, "fxs-1", "*69").hasCollect());
  }
}
