package io.patchbay.simulator.analogue;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What passes between an analogue port of the simulator and its driver. `Wire` has the octets.
public sealed interface PortSignal {
  /// Both ways: 20 ms of audio.
  ///
  /// @param frame 160 samples, 16-bit linear, 8 kHz mono
  record Audio(short[] frame) implements PortSignal {}

  /// To the driver, first of all: what is at the port.
  ///
  /// @param fxs a telephone is attached (the driver's port is FXS); else an exchange line (FXO)
  /// @param offHook the telephone is off hook
  /// @param battery the exchange line has voltage
  record Hello(boolean fxs, boolean offHook, boolean battery) implements PortSignal {}

  /// To the driver: the telephone went off or on hook.
  record Hook(boolean off) implements PortSignal {}

  /// To the driver: the telephone's hook was flashed.
  record HookFlash(Duration open) implements PortSignal {}

  /// To the driver: the telephone dialled a digit by pulses.
  record Pulse(char digit) implements PortSignal {}

  /// To the driver: the exchange rings the line, or stops.
  record LineRing(boolean on) implements PortSignal {}

  /// To the driver: who calls, sent between the first two rings.
  record CallerId(String number, String name) implements PortSignal {
    public CallerId {
      requireNonNull(number, "number");
      requireNonNull(name, "name");
    }
  }

  /// To the driver: the exchange line's polarity reversed.
  record Polarity() implements PortSignal {}

  /// To the driver: the exchange line's loop current.
  record Loop(State state) implements PortSignal {
    public enum State {
      /// Interrupted: the exchange released (GR-506 OSI).
      INTERRUPTED,
      PRESENT,
      /// No voltage: the line is cut.
      CUT
    }
  }

  /// From the driver: ring the telephone.
  ///
  /// @param cadence on/off pairs in milliseconds, e.g. `2000/4000`
  record RingPhone(String cadence, String number, String name) implements PortSignal {
    public RingPhone {
      requireNonNull(cadence, "cadence");
      requireNonNull(number, "number");
      requireNonNull(name, "name");
    }
  }

  /// From the driver: stop ringing the telephone.
  record StopRing() implements PortSignal {}

  /// From the driver: close or open the exchange line's loop.
  record LineHook(boolean off) implements PortSignal {}

  /// From the driver: open the exchange line's loop for a moment.
  record LineFlash(Duration open) implements PortSignal {}
}
