package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.feature.MessageFeature.ShortMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people at the caller's site that somebody calls for help (catalogue E4, 6): a short
/// message to each of SiteSpec.notify, once a call. The call waits for none of it. Thread-safe.
final class EmergencyNotice {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencyNotice.class);

  private final Configuration configuration;
  private final ShortMessages messages;

  EmergencyNotice(Configuration configuration, ShortMessages messages) {
    this.configuration = configuration;
    this.messages = messages;
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
