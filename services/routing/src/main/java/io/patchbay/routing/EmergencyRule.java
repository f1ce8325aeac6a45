package io.patchbay.routing;

import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.emergency.Exit;
import io.patchbay.routing.emergency.HelpCall;
import io.patchbay.routing.emergency.Place;
import io.patchbay.routing.emergency.Way;
import java.util.List;
import java.util.Optional;

/// Emergency calls go out by any line that can, whatever else is configured (catalogue E4); see
/// [EmergencyEngine]. Asked before every other rule; nobody is refused, nothing is limited.
public final class EmergencyRule implements RoutingRule {
  @Override
  public String name() {
    return "emergency";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    if (comesIn(inquiry)) {
      return notDialled(inquiry);
    }
    Optional<String> number = inquiry.emergencyNumber();
    return number.isEmpty() ? notDialled(inquiry) : decided(inquiry, inquiry.place(), number.get());
  }

  /// No call for help; perhaps the answer to one.
  private static Verdict notDialled(Inquiry inquiry) {
    if (!comesIn(inquiry) && EmergencyDrill.dialled(inquiry)) {
      return EmergencyDrill.verdict(inquiry);
    }
    Optional<HelpCall> back = CallBack.of(inquiry);
    return back.isEmpty()
        ? Verdict.pass()
        : Verdict.changed(
            inquiry.backTo(CallBack.target(inquiry, back.get()).orElseThrow()),
            back.get().kind()
                + " "
                + back.get().name()
                + " called for help by it until "
                + back.get().ended()
                + " and is called first");
  }

  private static Verdict decided(Inquiry inquiry, Place place, String number) {
    List<Target> targets = targets(inquiry, place, number);
    Decision.Builder decision =
        Decision.newBuilder()
            .setEmergency(true)
            .setSite(place.site())
            .setZone(place.zone())
            .setCallingNumber(place.callback())
            .setCause(Refusal.NO_LINE.cause())
            .setSipStatus(Refusal.NO_LINE.sipStatus());
    noWay(inquiry).ifPresent(decision::setAnnounce);
    if (targets.isEmpty()) {
      String reason = number + " is an emergency number but there is no line and no trunk";
      return new Verdict.Decided(decision.setReason(reason).build(), Note.all(reason));
    }
    String from = place.site().isEmpty() ? "" : " from site " + place.name();
    return new Verdict.Decided(
        decision.addAllTargets(targets).build(),
        Note.all(number + " is an emergency number" + from + ": " + Targets.names(targets)));
  }

  /// What is heard when nobody takes the call (catalogue E4, 8): a phone of ours always hears it.
  private static Optional<Announce> noWay(Inquiry inquiry) {
    EmergencySpec spec = inquiry.plan().documents().settings().getEmergency();
    return spec.getNoWayRefuses() && inquiry.caller().kind() != OriginKind.ORIGIN_KIND_LINE
        ? Optional.empty()
        : Optional.of(
            Announce.newBuilder()
                .setTone(Announce.Tone.TONE_SPECIAL_INFORMATION)
                .setFile(spec.getNoWayAnnouncement())
                .build());
  }

  /// A call from the network has reached its number already; the number it came for is no number
  /// dialled. One that its caller has entered behind it is.
  private static boolean comesIn(Inquiry inquiry) {
    return SecondStages.fromNetwork(inquiry.plan().documents(), inquiry.caller())
        && !SecondStages.entered(inquiry);
  }

  static List<Target> targets(Inquiry inquiry, Place place, String number) {
    return inquiry
        .plan()
        .emergency()
        .ways(
            inquiry.caller().key(),
            place,
            line -> standing(inquiry.lines().of(line).condition()),
            line -> inquiry.lines().of(line).calls())
        .stream()
        .filter(way ->
            !(way instanceof Way.ByLine(String line, _)
                && inquiry.caller().key().equals("line/" + line)))
        .map(way ->
            switch (way) {
              case Way.ByLine(String line, boolean preempt) ->
                  Targets.line(line, number).toBuilder().setPreempt(preempt).build();
              case Way.ByTrunk(String trunk) -> Targets.trunk(trunk, number);
            })
        .toList();
  }

  private static Exit.Standing standing(LineUse.Condition condition) {
    return switch (condition) {
      case FREE -> Exit.Standing.FREE;
      case UNKNOWN -> Exit.Standing.UNKNOWN;
      case BUSY -> Exit.Standing.BUSY;
      case OUT_OF_SERVICE -> Exit.Standing.OUT_OF_SERVICE;
    };
  }
}
