package io.patchbay.edge.run;

import io.patchbay.edge.agent.Agent;
import io.patchbay.edge.agent.DigitMap;
import io.patchbay.edge.agent.FxoAgent;
import io.patchbay.edge.agent.FxoSettings;
import io.patchbay.edge.agent.FxsAgent;
import io.patchbay.edge.agent.FxsSettings;
import io.patchbay.edge.agent.SimAgent;
import io.patchbay.edge.context.Tones;
import io.patchbay.line.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import java.time.Duration;

/// Agents by the documents of their lines.
final class Agents {
  private Agents() {}

  /// The agent of a line just opened.
  static Agent start(LineKind kind, LineSpec spec, Tones tones, Duration fxoAnswer) {
    return switch (kind) {
      case SIM -> SimAgent.start();
      case FXS -> FxsAgent.start(fxs(spec, tones));
      case FXO -> FxoAgent.start(fxo(spec, tones, fxoAnswer));
    };
  }

  /// The same agent with changed settings.
  static Agent changed(Agent agent, LineSpec spec, Tones tones, Duration fxoAnswer) {
    return switch (agent) {
      case SimAgent sim -> sim;
      case FxsAgent fxs -> new FxsAgent(fxs(spec, tones), fxs.state());
      case FxoAgent fxo -> new FxoAgent(fxo(spec, tones, fxoAnswer), fxo.state());
    };
  }

  private static FxsSettings fxs(LineSpec spec, Tones tones) {
    var base = FxsSettings.standard();
    var digits =
        spec.getInterDigitTimeoutMs() == 0
            ? base.digits()
            : new DigitMap(
                Duration.ofMillis(Math.clamp(spec.getInterDigitTimeoutMs(), 200, 60_000)),
                base.digits().maxDigits());
    return new FxsSettings(
        spec.getHotline(), digits, base.firstDigit(), base.howler(), tones.ringCadence());
  }

  private static FxoSettings fxo(LineSpec spec, Tones tones, Duration answer) {
    var base = FxoSettings.standard();
    return new FxoSettings(
        Math.clamp(spec.getRingsBeforeOffer(), 1, 20),
        base.ringPeriod(),
        base.callerId(),
        base.dialTone(),
        tones.ringbackGap(),
        answer,
        base.guard(),
        base.digit(),
        base.pause());
  }
}
