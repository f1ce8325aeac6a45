package io.patchbay.edge.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.Kinds;
import io.patchbay.edge.run.Desk.LineView;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.LineUse.Radio;
import io.patchbay.routing.PhoneState;
import io.patchbay.routing.Router;
import io.patchbay.routing.emergency.HelpCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an edge without any trunk makes of emergency calls: 100 000 random ones (catalogue D8).
final class LocalPlanTest {
  /// A line of this edge as it is, whatever its driver has told.
  private record Real(LineView told, boolean disabled, boolean busy, boolean helps) {
    /// The edge's own commands know how a line is; a call on it is a normal one.
    boolean takes(boolean preempt) {
      return !disabled && told.kind() != LineKind.FXS && helps && (!busy || preempt);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void anEmergencyNumberReachesALineOfTheEdgeWheneverOneCanTakeIt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int reached = 0;
    for (int i = 0; i < 25_000; i++) {
      List<Document> documents = rules(random);
      List<Real> lines = lines(random, documents);
      String number = List.of("112", "911", "110", "0112", "118").get(random.nextInt(5));
      boolean known =
          !number.equals("118")
              || lines.stream().anyMatch(line -> line.told().emergencyNumbers().contains("118"));
      RouteRequest call =
          RouteRequest.newBuilder()
              .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
              .setOrigin("phone")
              .setCalledNumber(known ? number : "112")
              .build();
      LocalPlan plan =
          LocalPlan.of(
              Router.of(Documents.of(documents)),
              call,
              lines.stream().map(Real::told).toList(),
              Past.none());
      String where = "seed " + seed + ", " + i + ": " + lines + documents + call + plan;
      assertTrue(plan.decision().getEmergency(), where);
      boolean able = lines.stream().anyMatch(line -> line.takes(true));
      boolean taken = plan.targets().stream().anyMatch(target -> takes(lines, target));
      assertEquals(able, taken, where);
      reached += taken ? 1 : 0;
    }
    assertTrue(reached > 12_500, reached + " reached a line: the worlds are too poor");
  }

  @Test
  void aLineInAnotherCountryIsLeftOut() {
    List<Document> documents =
        DocumentYaml.parse(
            "test.yaml",
            """
            {kind: Line, name: phone, spec: {edge: e, kind: fxs, driver: sim}}
            ---
            {kind: Line, name: a, spec: {edge: e, kind: sim, driver: sim}}
            ---
            {kind: Line, name: b, spec: {edge: e, kind: sim, driver: sim}}
            ---
            {kind: LineGroup, name: g, spec: {lines: [a, b], countries: [home]}}
            ---
            {kind: DialPlan, name: default, spec: {rules: [{pattern: x+, to: {line-group: g}}]}}
            """);
    RouteRequest call =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("phone")
            .setCalledNumber("5551212")
            .build();
    List<LineView> lines =
        List.of(
            new LineView(
                "phone", LineKind.FXS, LineState.IN_SERVICE, false, Set.of(), Radio.UNKNOWN),
            sim("a", new Radio("roaming", "", -70, "26201", List.of("CN"))),
            sim("b", new Radio("home", "", -70, "46000", List.of("CN"))));
    LocalPlan plan = LocalPlan.of(Router.of(Documents.of(documents)), call, lines, Past.none());
    assertEquals(List.of("b"), plan.targets().stream().map(Target::getLine).toList());
    assertTrue(
        plan.decision().getStepsList().toString().contains("in DE (network 26201)"),
        plan.decision().toString());
  }

  @Test
  void whoWantsNoCallsIsNotRungForAnExtensionThatIsAway() {
    List<Document> documents =
        DocumentYaml.parse(
            "test.yaml",
            """
            {kind: Line, name: sim, spec: {edge: e, kind: sim, driver: sim, incoming: {extension: 101}}}
            ---
            {kind: Line, name: a, spec: {edge: e, kind: fxs, driver: sim}}
            ---
            {kind: Line, name: b, spec: {edge: e, kind: fxs, driver: sim}}
            ---
            {kind: Extension, name: 101}
            """);
    RouteRequest call =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("sim")
            .build();
    List<LineView> lines = List.of(sim("sim", Radio.UNKNOWN), phone("a"), phone("b"));
    PhoneState disturbed =
        PhoneState.NONE.with(
            PhoneSetting.newBuilder()
                .setFeature(PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB)
                .setOn(true)
                .build());
    Past past =
        new Past(
            new HelpCalls(),
            (_, _) -> Optional.empty(),
            phone -> phone.equals("line/a") ? disturbed : PhoneState.NONE);
    LocalPlan plan = LocalPlan.of(Router.of(Documents.of(documents)), call, lines, past);
    assertEquals(
        List.of("b"), plan.targets().stream().map(Target::getLine).toList(), plan.toString());
  }

  private static LineView phone(String name) {
    return new LineView(name, LineKind.FXS, LineState.IN_SERVICE, true, Set.of(), Radio.UNKNOWN);
  }

  private static LineView sim(String name, Radio radio) {
    return new LineView(name, LineKind.SIM, LineState.IN_SERVICE, true, Set.of(), radio);
  }

  private static boolean takes(List<Real> lines, Target target) {
    return lines.stream()
        .anyMatch(
            line -> line.told().name().equals(target.getLine()) && line.takes(target.getPreempt()));
  }

  private static List<Document> rules(SplittableRandom random) {
    List<Document> documents = new ArrayList<>();
    DialPlanSpec.Builder plan = DialPlanSpec.newBuilder();
    if (random.nextBoolean()) {
      plan.addRules(DialRule.newBuilder().setPattern("1x+|9x+|112").setReject(true));
    }
    DialRule.Builder out = DialRule.newBuilder().setPattern("0x+").setStrip(1);
    out.getToBuilder().setLine("l0");
    plan.addRules(out);
    documents.add(Kinds.document("default", plan.build()));
    NumberListSpec.Builder nobody = NumberListSpec.newBuilder().addPatterns("5555");
    documents.add(
        Kinds.document("n", nobody.setEffect(NumberListSpec.Effect.EFFECT_ALLOW).build()));
    if (random.nextBoolean()) {
      documents.add(
          Kinds.document("here", SiteSpec.newBuilder().addEdges("e").setCountry("DE").build()));
    }
    return documents;
  }

  private static List<Real> lines(SplittableRandom random, List<Document> documents) {
    List<Real> lines = new ArrayList<>();
    lines.add(
        new Real(
            new LineView(
                "phone", LineKind.FXS, LineState.IN_SERVICE, false, Set.of(), Radio.UNKNOWN),
            false,
            true,
            false));
    documents.add(Kinds.document("phone", spec(LineKind.FXS, "e", false)));
    for (int i = random.nextInt(5); i >= 0; i--) {
      LineKind kind = List.of(LineKind.values()).get(random.nextInt(LineKind.values().length));
      boolean disabled = random.nextInt(5) == 0;
      boolean busy = random.nextBoolean();
      LineState state =
          disabled
              ? LineState.DOWN
              : List.of(LineState.values()).get(random.nextInt(LineState.values().length));
      Set<String> told = kind == LineKind.SIM && random.nextInt(3) == 0 ? Set.of("118") : Set.of();
      lines.add(
          new Real(
              new LineView("l" + i, kind, state, !busy, told, Radio.UNKNOWN),
              disabled,
              busy,
              random.nextInt(4) > 0));
      documents.add(Kinds.document("l" + i, spec(kind, "e", disabled)));
    }
    documents.add(Kinds.document("elsewhere", spec(LineKind.FXO, "f", false)));
    return lines;
  }

  private static LineSpec spec(LineKind kind, String edge, boolean disabled) {
    var of =
        switch (kind) {
          case FXS -> io.patchbay.proto.config.v1.LineKind.LINE_KIND_FXS;
          case FXO -> io.patchbay.proto.config.v1.LineKind.LINE_KIND_FXO;
          case SIM -> io.patchbay.proto.config.v1.LineKind.LINE_KIND_SIM;
        };
    return LineSpec.newBuilder().setKind(of).setEdge(edge).setDisabled(disabled).build();
  }
}
