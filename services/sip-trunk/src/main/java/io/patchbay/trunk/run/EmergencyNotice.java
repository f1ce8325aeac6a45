package io.patchbay.trunk.run;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.feature.MessageFeature.ShortMessages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people at the caller's site that somebody calls for help (catalogue E4, 6): a short
/// message to each of SiteSpec.notify, once a call, and a POST to each of its addresses. The call
/// waits for none of it. Thread-safe.
final class EmergencyNotice {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencyNotice.class);

  private final Configuration configuration;
  private final ShortMessages messages;
  private final Hooks hooks;

  /// Posts a text to an address; whoever is given as last is told why nobody took it.
  @FunctionalInterface
  interface Hooks {
    void post(String url, String json, Consumer<String> failed);
  }

  EmergencyNotice(Configuration configuration, ShortMessages messages, Hooks hooks) {
    this.configuration = configuration;
    this.messages = messages;
    this.hooks = hooks;
  }

  /// @param decision any; only one on an emergency call is told
  void tell(RouteRequest request, Decision decision) {
    if (!decision.getEmergency()) {
      return;
    }
    String text = words(request, decision);
    LOG.warn("call {}: {}", request.getCallId(), text);
    SiteSpec site =
        configuration
            .documents()
            .sites()
            .getOrDefault(decision.getSite(), SiteSpec.getDefaultInstance());
    for (String url : site.getNotifyUrlsList()) {
      hooks.post(
          url,
          json(request, decision, text),
          problem -> LOG.error("call {}: {} was not told: {}", request.getCallId(), url, problem));
    }
    for (String number : site.getNotifyList()) {
      // the same call and number is the same message, whoever sends it again
      messages.send(
          "emergency-" + request.getCallId() + "-" + number,
          "emergency",
          number,
          text,
          problem ->
              problem.ifPresent(kind ->
                  LOG.error("call {}: {} was not told: {}", request.getCallId(), number, kind)));
    }
  }

  private static String json(RouteRequest request, Decision decision, String text) {
    Struct.Builder members = Struct.newBuilder();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("event", "emergency-call");
    facts.put("callId", request.getCallId());
    facts.put("site", decision.getSite());
    facts.put("caller", request.getOrigin());
    facts.put("callingNumber", request.getCallingNumber());
    facts.put("calledNumber", request.getCalledNumber());
    facts.put("text", text);
    facts.forEach(
        (name, value) -> members.putFields(name, Value.newBuilder().setStringValue(value).build()));
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(members);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("texts can be printed", e);
    }
  }

  private static String words(RouteRequest request, Decision decision) {
    String caller =
        request.getCallingNumber().isEmpty()
                || request.getCallingNumber().equals(request.getOrigin())
            ? request.getOrigin()
            : request.getOrigin() + " (" + request.getCallingNumber() + ")";
    String where = decision.getSite().isEmpty() ? "" : " at " + decision.getSite();
    return "EMERGENCY CALL: " + caller + where + " dialled " + request.getCalledNumber();
  }
}
