package io.patchbay.trunk.run;

import io.patchbay.contract.Topics;
import io.patchbay.launch.hook.Mails;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.launch.hook.WebHooks;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.events.FactLog;
import io.patchbay.trunk.feature.MessageFeature;
import io.patchbay.trunk.policy.PolicyClient;
import io.patchbay.trunk.sip.SipEndpoint;
import java.util.function.Supplier;

/// Ties the runner together: the last step of putting a trunk up.
public final class Exchange {
  private Exchange() {}

  /// What was made before and is used by the runner.
  public record Parts(
      CallTable calls,
      NewCalls newCalls,
      Intake intake,
      EdgeIntake edgeIntake,
      SipEndpoint sip,
      EdgeHub hub,
      EdgeEffects edges,
      PolicyClient policy,
      Planner planner,
      Configuration configuration,
      CallNews news,
      MessageFeature.ShortMessages shortMessages,
      WebHooks hooks,
      Mails mails,
      FactLog facts,
      Clockwork clockwork) {}

  /// From now on calls are taken.
  public static CallControl open(Parts parts, Supplier<String> callIds) {
    Effects effects =
        new Effects(
            parts.calls(),
            parts.sip(),
            parts.edges(),
            parts.policy(),
            parts.planner(),
            parts.configuration(),
            parts.news(),
            new EmergencyNotice(
                parts.configuration(),
                new SiteNews(
                    (id, to, text, failed) ->
                        parts
                            .shortMessages()
                            .send(
                                id,
                                "emergency",
                                to,
                                text,
                                problem -> problem.ifPresent(kind -> failed.accept("" + kind))),
                    parts.hooks()::post,
                    parts.mails()::send),
                parts.clockwork().clock(),
                record -> parts.facts().publish(Topics.AUDIT, record.getActor(), record)),
            parts.clockwork());
    parts.newCalls().use(effects);
    parts.edgeIntake().use(parts.hub(), parts.edges(), effects, parts.news());
    parts.intake().use(parts.sip(), parts.hub());
    return new CallControl(
        parts.calls(), effects, parts.planner(), parts.news(), parts.clockwork().clock(), callIds);
  }
}
