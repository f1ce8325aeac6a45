package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.LineUse.Condition;
import java.util.List;

/// By which way help would be called from every extension and phone, as lines are now (catalogue
/// E4, 7 and 8). It asks the router that calls are decided by, and places nothing.
final class EmergencyCheck {
  /// Understood everywhere: it becomes the number of the caller's country.
  static final String HELP = "urn:service:sos";

  private final Router router;
  private final Documents documents;
  private final LineStates lines;

  EmergencyCheck(Router router, Documents documents, LineStates lines) {
    this.router = router;
    this.documents = documents;
    this.lines = lines;
  }

  EmergencyReport report() {
    EmergencyReport.Builder report = EmergencyReport.newBuilder();
    documents
        .extensions()
        .keySet()
        .forEach(name -> report.addRows(row(OriginKind.ORIGIN_KIND_EXTENSION, name)));
    documents
        .lines()
        .forEach((name, line) -> {
          if (line.getKind() == LineKind.LINE_KIND_FXS) {
            report.addRows(row(OriginKind.ORIGIN_KIND_LINE, name));
          }
        });
    return report.build();
  }

  private EmergencyRow row(OriginKind kind, String name) {
    Decision decision =
        router.route(
            RouteRequest.newBuilder()
                .setOriginKind(kind)
                .setOrigin(name)
                .setCalledNumber(HELP)
                .build(),
            lines);
    List<Target> targets = decision.getTargetsList();
    return EmergencyRow.newBuilder()
        .setCaller(new Caller(kind, name).key())
        .setSite(decision.getSite())
        .setNumber(targets.isEmpty() ? "112" : targets.getFirst().getNumber())
        .addAllWays(targets.stream().map(EmergencyCheck::way).distinct().toList())
        .setWarning(warning(kind, name, decision.getSite(), targets))
        .build();
  }

  static String way(Target target) {
    return target.getLine() + target.getTrunk();
  }

  private String warning(OriginKind kind, String name, String site, List<Target> targets) {
    String now = warning(documents, lines, site, targets);
    boolean cut = kind == OriginKind.ORIGIN_KIND_LINE && router.withoutLifeline(name);
    String lifeline =
        "its lifeline is never: nobody is called when the gateway is away"
            + (cut && !router.lifelineConfirmed(name) ? ", which nobody has confirmed" : "");
    return !cut ? now : now.isEmpty() ? lifeline : now + "; " + lifeline;
  }

  /// What is wrong with the ways out of a caller at a site; empty: nothing.
  static String warning(Documents documents, LineStates lines, String site, List<Target> targets) {
    if (targets.isEmpty()) {
      return "no line and no trunk: nobody can be called for help";
    }
    Target first = targets.getFirst();
    if (first.getLine().isEmpty()) {
      return "no line: only trunk " + first.getTrunk();
    }
    SiteSpec here = documents.sites().getOrDefault(site, SiteSpec.getDefaultInstance());
    String edge =
        documents.lines().getOrDefault(first.getLine(), LineSpec.getDefaultInstance()).getEdge();
    if (!site.isEmpty() && !here.getEdgesList().contains(edge)) {
      return "no line at site " + site + ": help would be sent to where " + way(first) + " is";
    }
    Condition condition = lines.of(first.getLine()).condition();
    return switch (condition) {
      case FREE, UNKNOWN -> "";
      case BUSY -> "no line is free: the call on " + way(first) + " would be ended";
      case OUT_OF_SERVICE -> "every line is out of service; " + way(first) + " would be tried";
    };
  }
}
