package io.patchbay.simulator.network;

import io.patchbay.line.Cause;

/// Somebody with a number who can have calls: a subscriber, a SIM card in a modem, an exchange
/// line.
///
/// All on the world's thread.
public interface Party {
  /// What others dial.
  String number();

  /// A call for this party. The party rings, or refuses with a cause.
  Admission offered(NetworkCall call);

  /// This party's call rings at the far end.
  void alerting(NetworkCall call);

  /// The far end answered this party's call.
  void answered(NetworkCall call);

  /// The call is over, by the far end or the network.
  void released(NetworkCall call, Cause cause);

  /// What this party says.
  ///
  /// @param frame filled with this party's next 20 ms
  void speak(NetworkCall call, short[] frame);

  /// The next 20 ms for this party.
  void hear(NetworkCall call, short[] frame);

  /// How a party takes an offered call.
  sealed interface Admission {
    /// It rings.
    record Rings() implements Admission {}

    /// It does not.
    record Refuses(Cause cause) implements Admission {}
  }
}
