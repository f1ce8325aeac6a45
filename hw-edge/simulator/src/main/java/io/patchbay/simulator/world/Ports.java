package io.patchbay.simulator.world;

import io.patchbay.simulator.analogue.PortSignal;
import io.patchbay.simulator.modem.ModemOutput;
import java.util.function.Consumer;

/// Where the world's devices are plugged in: pseudo-terminals and sockets, or memory in tests.
public interface Ports {
  /// Where the modem of this name puts its octets.
  ModemOutput modem(String name);

  /// Where the analogue device of this name puts its signals.
  Consumer<PortSignal> analogue(String name);
}
