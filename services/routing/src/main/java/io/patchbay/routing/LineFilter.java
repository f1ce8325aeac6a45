package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.RestSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.Candidate.Preference;
import io.patchbay.routing.LineUse.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What speaks for and against each line of a group for one call. Of one decision.
final class LineFilter {
  private final Inquiry inquiry;
  private final LineGroupSpec group;
  private final Destination to;
  private final String number;
  private final Bindings.Stand bound;

  /// @param found what is dialled there, before the line's own rules
  LineFilter(Inquiry inquiry, LineGroupSpec group, Resolution.Found found) {
    this.inquiry = inquiry;
    this.group = group;
    this.to = found.to();
    this.number = found.number();
    this.bound = inquiry.plan().bindings().of(inquiry.caller(), inquiry.at());
  }

  Candidate judge(String line) {
    LineSpec spec =
        inquiry.plan().documents().lines().getOrDefault(line, LineSpec.getDefaultInstance());
    LineUse use = inquiry.lines().of(line);
    Optional<String> dialled = dialled(line, spec);
    boolean remembered = dialled.isPresent() && remembered(line, dialled.get());
    Optional<String> unwell = use.health().rests(group.getHealth(), inquiry.at());
    Preference preference =
        unwell.isPresent()
            ? Preference.UNWELL
            : remembered
                ? Preference.REMEMBERED
                : bound.own().contains(line) ? Preference.BOUND : Preference.NONE;
    String against =
        outOfUse(line, spec)
            .or(() -> state(use))
            .or(() -> group.getHealth().getSkip() ? unwell : Optional.empty())
            .or(() -> remembered ? Optional.empty() : resting(spec, use))
            .or(() -> spec.getKind() == LineKind.LINE_KIND_SIM ? radio(use) : Optional.empty())
            .or(() -> bound.against(line))
            .or(() ->
                dialled.isEmpty()
                    ? Optional.of("its dial rules do not let " + number + " through")
                    : Optional.empty())
            .orElse("");
    return new Candidate(
        line,
        dialled.orElse(number),
        use,
        preference,
        against,
        dialled.isEmpty(),
        unwell.orElse(""));
  }

  /// A line cannot call by itself, nor when its operator has taken it out.
  private Optional<String> outOfUse(String line, LineSpec spec) {
    if (spec.getKind() == LineKind.LINE_KIND_UNSPECIFIED) {
      return Optional.of("there is no such line");
    }
    if (spec.getDisabled()) {
      return Optional.of("disabled");
    }
    if (spec.getRejectOutgoing()) {
      return Optional.of("takes no calls out");
    }
    return inquiry.caller().equals(new Caller(OriginKind.ORIGIN_KIND_LINE, line))
        ? Optional.of("it is the caller's")
        : inquiry.plan().exchange().against(inquiry.caller(), line);
  }

  private static Optional<String> state(LineUse use) {
    if (use.condition() == Condition.OUT_OF_SERVICE) {
      return Optional.of(Candidate.OUT_OF_SERVICE);
    }
    return use.against().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", use.against()));
  }

  /// Every so many calls it rests, from the end of the last on. How long is made of that call's id,
  /// so that every replica finds the same.
  private Optional<String> resting(LineSpec spec, LineUse use) {
    RestSpec rest = spec.hasRest() ? spec.getRest() : group.getRest();
    if (rest.getAfterCalls() == 0 || use.calls() == 0 || use.calls() % rest.getAfterCalls() != 0) {
      return Optional.empty();
    }
    int seconds =
        rest.getMinS()
            + Math.floorMod(
                use.last().id().hashCode(), Math.max(1, rest.getMaxS() - rest.getMinS() + 1));
    Instant until = use.last().ended().plus(Duration.ofSeconds(seconds));
    return inquiry.at().isBefore(until)
        ? Optional.of("resting until " + until.truncatedTo(ChronoUnit.SECONDS))
        : Optional.empty();
  }

  private Optional<String> radio(LineUse use) {
    LineUse.Radio radio = use.radio();
    if (use.condition() == Condition.UNKNOWN) {
      return Optional.empty();
    }
    if (group.getOperatorsCount() > 0 && !group.getOperatorsList().contains(radio.operator())) {
      return Optional.of(
          "on the network "
              + (radio.operator().isEmpty() ? "of nobody" : "`" + radio.operator() + "`"));
    }
    if (group.getNotRoaming() && radio.registration().equals("roaming")) {
      return Optional.of(("roaming " + radio.place()).strip());
    }
    if (group.getCountriesCount() > 0 && abroad(radio)) {
      return Optional.of(radio.place());
    }
    int least = group.getMinSignalDbm();
    return least != 0 && radio.signalDbm() != 0 && radio.signalDbm() < least
        ? Optional.of("signal " + radio.signalDbm() + " dBm")
        : Optional.empty();
  }

  /// A line that does not tell where it is, is not: nor is a card that does not tell where it is at
  /// home.
  private boolean abroad(LineUse.Radio radio) {
    List<String> allowed = group.getCountriesList();
    List<String> here = radio.countries();
    return !here.isEmpty()
        && Collections.disjoint(here, allowed)
        && !(allowed.contains("home")
            && (radio.home().isEmpty() || !Collections.disjoint(here, radio.home())));
  }

  private boolean remembered(String line, String dialled) {
    int minutes = group.getCallMemoryMinutes();
    return minutes > 0
        && inquiry
            .lines()
            .lastLine(dialled, inquiry.at().minus(Duration.ofMinutes(minutes)))
            .filter(line::equals)
            .isPresent();
  }

  /// What is dialled on a line; empty: its rules let the number not through. A phone is rung by its
  /// own number, whatever was dialled to reach it.
  private Optional<String> dialled(String line, LineSpec spec) {
    return spec.getKind() == LineKind.LINE_KIND_FXS
        ? Optional.of(spec.getNumber())
        : inquiry.plan().onLine(line, inquiry.plan().numberings().onLine(to, line, number));
  }
}
