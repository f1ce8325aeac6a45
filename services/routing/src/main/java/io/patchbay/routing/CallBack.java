package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.emergency.HelpCall;
import io.patchbay.routing.emergency.HelpCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call that comes in where somebody called for help a while ago: it may be those he called, and
/// goes to him first, past whatever is set there (catalogue E4, 4); then as any other.
final class CallBack {
  private static final int MINUTES = 60;

  private CallBack() {}

  /// Who called for help by where this call comes in; empty: nobody did in time, or he cannot be
  /// called.
  static Optional<HelpCall> of(Inquiry inquiry) {
    HelpCalls calls = inquiry.lines().helpCalls();
    EmergencySpec spec = inquiry.plan().documents().settings().getEmergency();
    int minutes = spec.hasCallBackMinutes() ? spec.getCallBackMinutes() : MINUTES;
    if (calls.isEmpty() || minutes == 0 || SecondStages.entered(inquiry)) {
      return Optional.empty();
    }
    List<String> ways = ways(inquiry);
    return ways.isEmpty()
        ? Optional.empty()
        : calls
            .by(ways, inquiry.at().minus(Duration.ofMinutes(minutes)))
            .filter(help -> target(inquiry, help).isPresent());
  }

  private static List<String> ways(Inquiry inquiry) {
    boolean trunk = inquiry.caller().kind() == OriginKind.ORIGIN_KIND_TRUNK;
    List<String> ways = new ArrayList<>();
    if (SecondStages.fromNetwork(inquiry.plan().documents(), inquiry.caller())) {
      ways.add(HelpCalls.line(inquiry.caller().name()));
    } else if (!trunk) {
      return List.of();
    }
    OwnNumbers numbers = inquiry.plan().ownNumbers();
    ways.addAll(numbers.sites(inquiry.called()));
    if (trunk) {
      numbers.forms(inquiry.called()).forEach(form -> ways.add(HelpCalls.number(form)));
    }
    return ways;
  }

  /// Where he is called; empty: he is nobody any more, or who calls now.
  static Optional<Target> target(Inquiry inquiry, HelpCall help) {
    Documents documents = inquiry.plan().documents();
    String name = help.name();
    if (inquiry.caller().key().equals(help.kind() + "/" + name)) {
      return Optional.empty();
    }
    return switch (help.kind()) {
      case "extension" ->
          documents.extensions().containsKey(name)
              ? Optional.of(Targets.extension(name))
              : Optional.empty();
      case "line" ->
          Optional.ofNullable(documents.lines().get(name))
              .filter(line -> line.getKind() == LineKind.LINE_KIND_FXS && !line.getDisabled())
              .map(LineSpec::getNumber)
              .map(number -> Targets.line(name, number));
      case "trunk" ->
          documents.trunks().containsKey(name) && !help.number().isEmpty()
              ? Optional.of(Targets.trunk(name, help.number()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// The decision with him in front. Who would have been asked for a PIN or number is not, and
  /// nothing limits the call.
  static Decision ahead(Target back, Decision usual) {
    Decision.Builder decision =
        usual.toBuilder()
            .setEmergencyCallBack(true)
            .clearTargets()
            .addTargets(back)
            .clearReason()
            .clearMaxDurationS()
            .clearRingTimeoutS()
            .clearNextTargetCauses()
            .clearLease()
            .clearCollect();
    usual.getTargetsList().stream()
        .filter(target -> !Targets.names(List.of(target)).equals(Targets.names(List.of(back))))
        .forEach(decision::addTargets);
    return usual.getTargetsCount() > 0
        ? decision.build()
        : decision.setCause(Refusal.BUSY.cause()).setSipStatus(Refusal.BUSY.sipStatus()).build();
  }
}
