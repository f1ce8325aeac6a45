package io.patchbay.edge.run;

import io.patchbay.edge.agent.Agent;
import io.patchbay.edge.agent.FxoAgent;
import io.patchbay.edge.agent.FxoSettings;
import io.patchbay.edge.agent.FxsAgent;
import io.patchbay.edge.agent.FxsSettings;
import io.patchbay.edge.agent.SimAgent;
import io.patchbay.edge.context.Tones;
import io.patchbay.line.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.routing.FeatureCodes;
import io.patchbay.routing.pattern.DigitMap;
import io.patchbay.routing.pattern.DigitPlan;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Agents by the documents of their lines.
final class Agents {
  private static final int SECOND_STAGE_RINGS = 4;

  /// What holds for all lines of the edge.
  ///
  /// @param emergencyNumbers sent as soon as they are dialled
  /// @param accessCodes what a phone dials to hear its exchange line, by the name of its line
  /// @param features what phones dial for features
  /// @param fxoAnswer silence that means answered, where a line's document does not say
  record Shared(
      Tones tones,
      Set<String> emergencyNumbers,
      Map<String, String> accessCodes,
      FeatureCodes features,
      Duration fxoAnswer) {
    Shared {
      emergencyNumbers = Set.copyOf(emergencyNumbers);
      accessCodes = Map.copyOf(accessCodes);
    }

    /// Numbers that a phone sends with their last digit.
    private Set<String> atOnce(String phone) {
      Set<String> numbers = new HashSet<>(emergencyNumbers);
      numbers.addAll(features.ofLine(phone).whole());
      String code = accessCodes.get(phone);
      if (code != null) {
        numbers.add(code);
      }
      return numbers;
    }
  }

  private Agents() {}

  /// The agent of a line just opened.
  static Agent start(String name, LineKind kind, LineSpec spec, Shared shared) {
    return switch (kind) {
      case SIM -> SimAgent.start();
      case FXS -> FxsAgent.start(fxs(name, spec, shared));
      case FXO -> FxoAgent.start(fxo(spec, shared));
    };
  }

  /// The same agent with changed settings.
  static Agent changed(String name, Agent agent, LineSpec spec, Shared shared) {
    return switch (agent) {
      case SimAgent sim -> sim;
      case FxsAgent fxs -> new FxsAgent(fxs(name, spec, shared), fxs.state());
      case FxoAgent fxo -> new FxoAgent(fxo(spec, shared), fxo.state());
    };
  }

  private static FxsSettings fxs(String name, LineSpec spec, Shared shared) {
    var base = FxsSettings.standard();
    var interDigit =
        spec.getInterDigitTimeoutMs() == 0
            ? base.digits().interDigit()
            : Duration.ofMillis(Math.clamp(spec.getInterDigitTimeoutMs(), 200, 60_000));
    return new FxsSettings(
        spec.getHotline(),
        new DigitMap(
            interDigit,
            base.digits().maxDigits(),
            shared.atOnce(name),
            digitMap(spec.getDialPlan().isEmpty() ? spec.getDigitMap() : spec.getDialPlan()),
            shared.features().ofLine(name).prefixes(),
            !spec.getHashIsDigit()),
        base.firstDigit(),
        base.howler(),
        shared.tones().ringCadence(),
        spec.getEarlyDial());
  }

  /// A map that cannot be read was refused where it was written; here it is none.
  private static Optional<DigitPlan> digitMap(String map) {
    return map.isEmpty() || DigitPlan.problem(map).isPresent()
        ? Optional.empty()
        : Optional.of(DigitPlan.parse(map));
  }

  /// A caller who is to be answered for a second stage hears four rings first (H-163), unless a
  /// phone rings so long.
  static int rings(LineSpec spec) {
    boolean staged =
        spec.getRingsBeforeOffer() == 0
            && spec.getIncoming().hasSecondStage()
            && !spec.hasPassThrough();
    return staged ? SECOND_STAGE_RINGS : Math.clamp(spec.getRingsBeforeOffer(), 1, 20);
  }

  private static FxoSettings fxo(LineSpec spec, Shared shared) {
    var base = FxoSettings.standard();
    return new FxoSettings(
        rings(spec),
        base.ringPeriod(),
        spec.getPassThrough().getRingDelayMs() == 0
            ? base.callerId()
            : Duration.ofMillis(Math.clamp(spec.getPassThrough().getRingDelayMs(), 100, 20_000)),
        base.dialTone(),
        shared.tones().ringbackGap(),
        spec.getAnswerAfterMs() == 0
            ? shared.fxoAnswer()
            : Duration.ofMillis(Math.clamp(spec.getAnswerAfterMs(), 500, 120_000)),
        spec.getPolarityAnswer(),
        base.guard(),
        base.digit(),
        base.pause());
  }
}
