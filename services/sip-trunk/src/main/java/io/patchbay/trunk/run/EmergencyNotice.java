package io.patchbay.trunk.run;

import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.conduct.HelpAlarms;
import io.patchbay.routing.emergency.Zones;
import io.patchbay.trunk.config.Configuration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people at the caller's site that somebody calls for help, and when nobody takes the call
/// (catalogue E4, 6 and 8): a short message to each of SiteSpec.notify, a POST to each of its
/// addresses, and a mail to each of its mail addresses; the audit trail keeps it (E4, 7). The call
/// waits for none of it. Thread-safe.
final class EmergencyNotice {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencyNotice.class);

  private final Configuration configuration;
  private final SiteNews people;
  private final InstantSource clock;
  private final Consumer<AuditRecord> audit;

  /// @param id of its messages, before the call's
  /// @param event for web hooks and the audit trail
  private record News(String id, String event, String text) {}

  /// @param audit takes what stays in the audit trail
  EmergencyNotice(
      Configuration configuration,
      SiteNews people,
      InstantSource clock,
      Consumer<AuditRecord> audit) {
    this.configuration = configuration;
    this.people = people;
    this.clock = clock;
    this.audit = audit;
  }

  /// One without any way out is told by [#failed], once.
  ///
  /// @param decision any; only one on an emergency call is told
  void tell(RouteRequest request, Decision decision) {
    if (decision.getEmergency() && decision.getTargetsCount() > 0) {
      tell(
          new News("emergency", "emergency-call", "EMERGENCY CALL: " + words(request, decision)),
          request,
          decision.getSite());
    } else if (decision.getEmergencyTest()) {
      LOG.info("call {}: {}: {}", request.getCallId(), request.getOrigin(), decision.getReason());
    }
  }

  /// Nobody has taken it. Where ways were tried people have heard of the call already: this says at
  /// once that it is the same one.
  void failed(RouteRequest request, Decision decision) {
    tell(
        new News(
            "emergency-failed",
            "emergency-call-failed",
            "NOBODY TOOK IT, the emergency call of "
                + words(request, decision)
                + "; "
                + tried(decision)),
        request,
        decision.getSite());
  }

  private void tell(News news, RouteRequest request, String name) {
    LOG.warn("call {}: {}", request.getCallId(), news.text());
    audit.accept(
        AuditRecord.newBuilder()
            .setEventId(news.id() + "-" + request.getCallId())
            .setAt(Records.timestamp(clock.instant()))
            .setActor(request.getOrigin())
            .setAction(news.event())
            .setObject(request.getCalledNumber())
            .setAllowed(true)
            .setDetail(news.text())
            .build());
    SiteSpec site =
        configuration.documents().sites().getOrDefault(name, SiteSpec.getDefaultInstance());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("event", news.event());
    facts.put("callId", request.getCallId());
    facts.put("site", name);
    facts.put("caller", request.getOrigin());
    facts.put("callingNumber", request.getCallingNumber());
    facts.put("calledNumber", request.getCalledNumber());
    people.tell(news.id() + "-" + request.getCallId(), List.of(site), news.text(), facts);
  }

  private static String words(RouteRequest request, Decision decision) {
    String caller =
        request.getCallingNumber().isEmpty()
                || request.getCallingNumber().equals(request.getOrigin())
            ? request.getOrigin()
            : request.getOrigin() + " (" + request.getCallingNumber() + ")";
    String where = Zones.words(decision.getSite(), decision.getZone());
    String when = request.hasAt() ? " at " + HelpAlarms.time(request.getAt()) : "";
    return "%s%s dialled %s%s, call %s"
        .formatted(caller, where, request.getCalledNumber(), when, request.getCallId());
  }

  private static String tried(Decision decision) {
    String ways =
        decision.getTargetsList().stream()
            .map(EmergencyNotice::way)
            .distinct()
            .collect(Collectors.joining(", "));
    return ways.isEmpty() ? "there was no way out" : "tried in vain: " + ways;
  }

  private static String way(Target target) {
    return target.getLine().isEmpty() ? "trunk " + target.getTrunk() : "line " + target.getLine();
  }
}
