package io.patchbay.routing;

import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.emergency.Place;
import java.util.List;
import java.util.stream.Collectors;

/// A number that tells its caller what would become of an emergency call of his (catalogue E4, 7).
/// Nobody is called.
final class EmergencyDrill {
  /// Q.850 16, normal clearing.
  private static final int CLEARED = 16;

  private static final int MOST_NAMED = 20;

  private EmergencyDrill() {}

  static boolean dialled(Inquiry inquiry) {
    String number = spec(inquiry).getTestNumber();
    return !number.isEmpty()
        && inquiry.called().equals(number)
        && inquiry.caller().kind() != OriginKind.ORIGIN_KIND_API;
  }

  private static EmergencySpec spec(Inquiry inquiry) {
    return inquiry.plan().documents().settings().getEmergency();
  }

  /// The numbers that SIM cards and networks add there.
  private static String told(Inquiry inquiry, Place place) {
    String numbers =
        inquiry.plan().emergency().tellers(place).stream()
            .flatMap(line -> inquiry.lines().emergencyNumbers(line).stream())
            .distinct()
            .sorted()
            .limit(MOST_NAMED)
            .collect(Collectors.joining(" "));
    return numbers.isEmpty() ? "" : "SIM cards and networks tell " + numbers + "; ";
  }

  /// The ways out as they are now, and what is wrong with them.
  static Verdict verdict(Inquiry inquiry) {
    Place place = inquiry.place();
    String number = inquiry.plan().emergency(EmergencyCheck.HELP, place, _ -> false).orElse("112");
    List<Target> targets = EmergencyRule.targets(inquiry, place, number);
    String wrong =
        EmergencyCheck.warning(inquiry.plan().documents(), inquiry.lines(), place.site(), targets);
    String ways =
        targets.stream().map(EmergencyCheck::way).distinct().collect(Collectors.joining(", "));
    String text =
        "a test: %s would be called by %s; site %s, call-back number %s; %s%s"
            .formatted(
                number,
                ways.isEmpty() ? "nobody" : ways,
                place.site().isEmpty() ? "not known" : place.name(),
                place.callback().isEmpty() ? "the caller's" : place.callback(),
                told(inquiry, place),
                wrong.isEmpty() ? "nothing is wrong" : wrong);
    EmergencySpec spec = spec(inquiry);
    Announce announce =
        Announce.newBuilder()
            .setTone(
                wrong.isEmpty()
                    ? Announce.Tone.TONE_CONFIRMATION
                    : Announce.Tone.TONE_SPECIAL_INFORMATION)
            .setFile(
                wrong.isEmpty() ? spec.getTestGoodAnnouncement() : spec.getTestBadAnnouncement())
            .setAnswer(true)
            .build();
    return new Verdict.Decided(
        Decision.newBuilder()
            .setEmergencyTest(true)
            .setSite(place.site())
            .setZone(place.zone())
            .setAnnounce(announce)
            .setCause(CLEARED)
            .setSipStatus(Refusal.NO_LINE.sipStatus())
            .setReason(text)
            .build(),
        Note.all(text));
  }
}
