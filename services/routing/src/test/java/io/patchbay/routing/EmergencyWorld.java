package io.patchbay.routing;

import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineUse.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A random installation with the truth about its lines, which reports may lag behind, and what an
/// emergency call may expect of them: written from catalogue E4, not from the engine.
final class EmergencyWorld {
  private static final List<String> EDGES = List.of("a", "b", "c");
  private static final Map<String, String> HELP =
      Map.of("", "110 112 119 120 911 999", "DE", "110 112 911", "US", "911 112", "GB", "999 112");

  /// How a line really is.
  private enum Truth {
    IDLE,
    NORMAL_CALL,
    EMERGENCY_CALL,
    /// Out of service, and takes emergency calls all the same: a SIM without registration.
    LIMITED,
    DEAD
  }

  private final List<Document> documents = new ArrayList<>();
  private final Map<String, LineSpec> lines = new HashMap<>();
  private final Map<String, Truth> truth = new HashMap<>();
  private final Map<String, LineUse> reported = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private final Map<String, SiteSpec> sites = new HashMap<>();
  private boolean prefix;
  private String added = "";

  private EmergencyWorld() {}

  static EmergencyWorld random(SplittableRandom random) {
    EmergencyWorld world = new EmergencyWorld();
    world.sites(random);
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      world.line("l" + i, random);
    }
    world.rules(random);
    return world;
  }

  private void sites(SplittableRandom random) {
    for (String edge : EDGES) {
      if (random.nextBoolean()) {
        SiteSpec.Builder site = SiteSpec.newBuilder().addEdges(edge);
        site.setCountry(List.of("", "DE", "DE", "US", "GB").get(random.nextInt(5)));
        if (edge.equals("a")) {
          site.addCallers("extension/101");
        }
        sites.put(edge, site.build());
        documents.add(Kinds.document("site-" + edge, site.build()));
      }
    }
  }

  private void line(String name, SplittableRandom random) {
    LineSpec line =
        LineSpec.newBuilder()
            .setEdge(EDGES.get(random.nextInt(EDGES.size())))
            .setKind(LineKind.forNumber(1 + random.nextInt(3)))
            .setDisabled(random.nextInt(6) == 0)
            .setMaintenance(random.nextInt(8) == 0)
            .build();
    lines.put(name, line);
    documents.add(Kinds.document(name, line));
    Truth real = List.of(Truth.values()).get(random.nextInt(Truth.values().length));
    truth.put(name, real);
    Condition said =
        switch (real) {
          case IDLE -> Condition.FREE;
          case NORMAL_CALL, EMERGENCY_CALL -> Condition.BUSY;
          case LIMITED, DEAD -> Condition.OUT_OF_SERVICE;
        };
    boolean stale = random.nextInt(6) == 0;
    Condition report = stale ? List.of(Condition.values()).get(random.nextInt(4)) : said;
    reported.put(name, new LineUse(report, random.nextInt(5), random.nextInt(99), 0));
    if (line.getKind() == LineKind.LINE_KIND_SIM && random.nextInt(5) == 0) {
      told.put(name, "118");
    }
  }

  /// Everything that could be in the way.
  private void rules(SplittableRandom random) {
    DialPlanSpec.Builder plan = DialPlanSpec.newBuilder();
    if (random.nextBoolean()) {
      plan.addRules(DialRule.newBuilder().setPattern("1x+|9x+|112").setReject(true));
    }
    prefix = random.nextBoolean() && lines.containsKey("l0");
    if (prefix) {
      Destination out = Destination.newBuilder().setLine("l0").build();
      plan.addRules(DialRule.newBuilder().setPattern("0x+").setStrip(1).setTo(out));
    }
    if (random.nextBoolean()) {
      added = "333";
      plan.addEmergencyNumbers(added);
    }
    documents.add(Kinds.document("default", plan.build()));
    var none = NumberListSpec.Effect.EFFECT_ALLOW;
    documents.add(
        Kinds.document(
            "none", NumberListSpec.newBuilder().setEffect(none).addPatterns("5555").build()));
    documents.add(Kinds.document("101", ExtensionSpec.newBuilder().setInternalOnly(true).build()));
    documents.add(Kinds.document("112", ExtensionSpec.newBuilder().setInternalOnly(true).build()));
    if (random.nextBoolean()) {
      documents.add(
          Kinds.document(
              "t1",
              TrunkSpec.newBuilder()
                  .setAddress("127.0.0.1:5090")
                  .setEmergency(random.nextBoolean())
                  .build()));
    }
  }

  List<Document> documents() {
    return List.copyOf(documents);
  }

  LineStates reported() {
    return new LineStates() {
      @Override
      public LineUse of(String line) {
        return reported.getOrDefault(line, LineUse.UNKNOWN);
      }

      @Override
      public Set<String> emergencyNumbers(String line) {
        return told.containsKey(line) ? Set.of(told.getOrDefault(line, "")) : Set.of();
      }
    };
  }

  /// Somebody dials an emergency number of where he is.
  RouteRequest call(SplittableRandom random) {
    List<String> phones =
        lines.keySet().stream()
            .filter(line -> kind(line) == LineKind.LINE_KIND_FXS)
            .sorted()
            .toList();
    RouteRequest.Builder call = RouteRequest.newBuilder().setCallId("c");
    if (phones.isEmpty() || random.nextBoolean()) {
      call.setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
          .setOrigin(random.nextBoolean() ? "101" : "112");
    } else {
      call.setOriginKind(OriginKind.ORIGIN_KIND_LINE)
          .setOrigin(phones.get(random.nextInt(phones.size())));
    }
    String country = country(call.build());
    List<String> numbers =
        new ArrayList<>(
            List.of(
                (country.isEmpty() && !added.isEmpty() ? "112 911" : HELP.getOrDefault(country, ""))
                    .split(" ")));
    numbers.addAll(added.isEmpty() ? List.of() : List.of(added));
    if (told.keySet().stream().anyMatch(line -> atHome(call.build(), line))) {
      numbers.add("118");
    }
    String number = numbers.get(random.nextInt(numbers.size()));
    boolean outside = prefix && random.nextBoolean();
    return call.setCalledNumber(outside ? "0" + number : number).build();
  }

  private LineKind kind(String line) {
    return lines.getOrDefault(line, LineSpec.getDefaultInstance()).getKind();
  }

  private String edge(String line) {
    return lines.getOrDefault(line, LineSpec.getDefaultInstance()).getEdge();
  }

  /// The edge where the caller is; empty: that is not known.
  private String home(RouteRequest call) {
    if (call.getOriginKind() == OriginKind.ORIGIN_KIND_LINE) {
      return edge(call.getOrigin());
    }
    return call.getOrigin().equals("101") && sites.containsKey("a") ? "a" : "";
  }

  private String country(RouteRequest call) {
    return countryOf(home(call));
  }

  private String countryOf(String edge) {
    return sites.getOrDefault(edge, SiteSpec.getDefaultInstance()).getCountry();
  }

  /// Where the caller is not known to be anywhere, every line is as near as any.
  boolean atHome(RouteRequest call, String line) {
    return home(call).isEmpty() || home(call).equals(edge(line));
  }

  /// No phone, not taken away by the operator, not in another country.
  boolean mayUse(RouteRequest call, String line) {
    String here = country(call);
    String there = countryOf(edge(line));
    return kind(line) != LineKind.LINE_KIND_FXS
        && !lines.getOrDefault(line, LineSpec.getDefaultInstance()).getDisabled()
        && (here.isEmpty() || there.isEmpty() || here.equals(there));
  }

  /// What the edge answers to the attempt.
  boolean takes(String line, boolean preempt) {
    return switch (truth.getOrDefault(line, Truth.DEAD)) {
      case IDLE, LIMITED -> true;
      case NORMAL_CALL -> preempt;
      case EMERGENCY_CALL, DEAD -> false;
    };
  }

  boolean inNormalCall(String line) {
    return truth.getOrDefault(line, Truth.DEAD) == Truth.NORMAL_CALL;
  }

  /// The lines that could take this call.
  Set<String> able(RouteRequest call) {
    return lines.keySet().stream()
        .filter(line -> mayUse(call, line) && takes(line, true))
        .collect(Collectors.toSet());
  }

  boolean someAbleAtHome(RouteRequest call) {
    return able(call).stream().anyMatch(line -> atHome(call, line));
  }

  /// There is a line at home that is free and was told to be.
  boolean reportedFreeAndIsAtHome(RouteRequest call) {
    return able(call).stream()
        .filter(line -> atHome(call, line))
        .anyMatch(line ->
            truth.get(line) == Truth.IDLE
                && Set.of(Condition.FREE, Condition.UNKNOWN)
                    .contains(reported.getOrDefault(line, LineUse.UNKNOWN).condition()));
  }

  @Override
  public String toString() {
    return documents + "\ntruth " + truth + "\nreported " + reported + "\ntold " + told;
  }
}
