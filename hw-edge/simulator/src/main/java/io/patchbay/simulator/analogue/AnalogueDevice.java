package io.patchbay.simulator.analogue;

/// What is plugged into an analogue port. On the world's thread.
public interface AnalogueDevice {
  /// `fxs-1`, `fxo-1`.
  String name();

  /// True for a telephone (the port is FXS), false for an exchange line (FXO).
  boolean fxs();

  /// In a word: `on-hook`, `ringing`, …
  String state();

  /// The first signal to a driver that has just connected.
  PortSignal.Hello hello();

  /// A driver connected, or went away.
  void connected(boolean now);

  /// A signal from the driver.
  void receive(PortSignal signal);

  /// Sends 20 ms of audio to the driver.
  void tick();
}
