package io.patchbay.trunk.run;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.emergency.Zones;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.feature.MessageFeature.ShortMessages;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people at the caller's site that somebody calls for help, and when nobody takes the call
/// (catalogue E4, 6 and 8): a short message to each of SiteSpec.notify, a POST to each of its
/// addresses, and a mail to each of its mail addresses; the audit trail keeps it (E4, 7). The call
/// waits for none of it. Thread-safe.
final class EmergencyNotice {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencyNotice.class);

  private final Configuration configuration;
  private final ShortMessages messages;
  private final Hooks hooks;
  private final Letters mails;
  private final InstantSource clock;
  private final Consumer<AuditRecord> audit;

  /// Posts a text to an address; whoever is given as last is told why nobody took it.
  @FunctionalInterface
  interface Hooks {
    void post(String url, String json, Consumer<String> failed);
  }

  /// Sends a text by mail; whoever is given as last is told why nobody took it.
  @FunctionalInterface
  interface Letters {
    void send(String id, String to, String text, Consumer<String> failed);
  }

  /// @param id of its messages, before the call's
  /// @param event for web hooks and the audit trail
  private record News(String id, String event, String text) {}

  /// @param audit takes what stays in the audit trail
  EmergencyNotice(
      Configuration configuration,
      ShortMessages messages,
      Hooks hooks,
      Letters mails,
      InstantSource clock,
      Consumer<AuditRecord> audit) {
    this.mails = mails;
    this.clock = clock;
    this.audit = audit;
    this.configuration = configuration;
    this.messages = messages;
    this.hooks = hooks;
  }

  /// One without any way out is told by [#failed], once.
  ///
  /// @param decision any; only one on an emergency call is told
  void tell(RouteRequest request, Decision decision) {
    if (decision.getEmergency() && decision.getTargetsCount() > 0) {
      tell(
          new News("emergency", "emergency-call", words("EMERGENCY CALL: ", request, decision)),
          request,
          decision.getSite());
    } else if (decision.getEmergencyTest()) {
      LOG.info("call {}: {}: {}", request.getCallId(), request.getOrigin(), decision.getReason());
    }
  }

  /// Nobody has taken it.
  void failed(RouteRequest request, Decision decision) {
    tell(
        new News(
            "emergency-failed",
            "emergency-call-failed",
            words("EMERGENCY CALL FAILED, nobody takes it: ", request, decision)),
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
    for (String url : site.getNotifyUrlsList()) {
      hooks.post(
          url,
          json(request, name, news),
          problem -> LOG.error("call {}: {} was not told: {}", request.getCallId(), url, problem));
    }
    for (String address : site.getNotifyMailsList()) {
      mails.send(
          news.id() + "-" + request.getCallId() + "-" + address,
          address,
          news.text(),
          problem ->
              LOG.error("call {}: {} was not told: {}", request.getCallId(), address, problem));
    }
    for (String number : site.getNotifyList()) {
      // the same call and number is the same message, whoever sends it again
      messages.send(
          news.id() + "-" + request.getCallId() + "-" + number,
          "emergency",
          number,
          news.text(),
          problem ->
              problem.ifPresent(kind ->
                  LOG.error("call {}: {} was not told: {}", request.getCallId(), number, kind)));
    }
  }

  private static String json(RouteRequest request, String site, News news) {
    Struct.Builder members = Struct.newBuilder();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("event", news.event());
    facts.put("callId", request.getCallId());
    facts.put("site", site);
    facts.put("caller", request.getOrigin());
    facts.put("callingNumber", request.getCallingNumber());
    facts.put("calledNumber", request.getCalledNumber());
    facts.put("text", news.text());
    facts.forEach(
        (name, value) -> members.putFields(name, Value.newBuilder().setStringValue(value).build()));
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(members);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("texts can be printed", e);
    }
  }

  private static String words(String what, RouteRequest request, Decision decision) {
    String caller =
        request.getCallingNumber().isEmpty()
                || request.getCallingNumber().equals(request.getOrigin())
            ? request.getOrigin()
            : request.getOrigin() + " (" + request.getCallingNumber() + ")";
    String where = Zones.words(decision.getSite(), decision.getZone());
    return what + caller + where + " dialled " + request.getCalledNumber();
  }
}
