package io.patchbay.simulator.network;

import io.patchbay.line.Forward;
import io.patchbay.line.Forward.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the network keeps of each subscription's call forwarding – TS 22.082. On the world's
/// thread; kept whatever becomes of the modem.
public final class Forwards {
  private final Map<String, Map<Reason, Forward>> kept = new HashMap<>();

  /// How calls to a number are forwarded.
  ///
  /// @param number in normal form
  public Forward of(String number, Reason reason) {
    return kept.getOrDefault(number, Map.of()).getOrDefault(reason, Forward.off(reason));
  }

  /// Changes it.
  ///
  /// @param number in normal form
  public void set(String number, Forward forward) {
    kept.computeIfAbsent(number, _ -> new EnumMap<>(Reason.class)).put(forward.reason(), forward);
  }

  /// Where a call goes on, in normal form.
  Optional<String> target(String number, Reason reason) {
    return Optional.of(of(number, reason))
        .filter(Forward::on)
        .map(forward -> PhoneNumber.normal(forward.number()));
  }
}
