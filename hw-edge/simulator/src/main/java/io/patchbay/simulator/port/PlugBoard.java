package io.patchbay.simulator.port;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.analogue.AnalogueDevice;
import io.patchbay.simulator.analogue.PortSignal;
import io.patchbay.simulator.modem.ModemOutput;
import io.patchbay.simulator.pty.PtyPoller;
import io.patchbay.simulator.world.Ports;
import io.patchbay.simulator.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// All ports of a world in one directory: `gsm-1.at`, `gsm-1.pcm`, `fxs-1.sock`, `fxo-1.sock`, …;
/// the modems also as USB devices, below `usb`.
public final class PlugBoard implements Ports, AutoCloseable {
  private final Path directory;
  private final Executor world;
  private final UsbTree usb;
  private final PtyPoller poller = new PtyPoller();
  private final Map<String, ModemPorts> modems = new LinkedHashMap<>();
  private final Map<String, AnaloguePort> analogues = new LinkedHashMap<>();

  /// @param world runs tasks on the world's thread
  public PlugBoard(Path directory, Executor world) {
    this.directory = requireNonNull(directory, "directory");
    this.world = requireNonNull(world, "world");
    usb = new UsbTree(directory.resolve("usb"));
  }

  @Override
  public ModemOutput modem(String name) {
    return modems.computeIfAbsent(name, _ -> new ModemPorts(directory, name, poller, world, usb));
  }

  @Override
  public Consumer<PortSignal> analogue(String name) {
    return analogues.computeIfAbsent(
        name, _ -> new AnaloguePort(directory.resolve(name + ".sock"), world));
  }

  /// Opens all ports for the devices of `served`.
  public void open(World served) throws IOException {
    for (var port : modems.entrySet()) {
      port.getValue().serve(served.modem(port.getKey()).orElseThrow());
    }
    for (var port : analogues.entrySet()) {
      port.getValue().serve(served.analogue(port.getKey()).orElseThrow());
    }
  }

  /// The paths of a line's ports by setting: `command` and `audio`, or `socket`.
  public Map<String, String> paths(String line) {
    ModemPorts modem = modems.get(line);
    if (modem != null) {
      return Map.of(
          "command", modem.commandLink().toString(), "audio", modem.audioLink().toString());
    }
    AnaloguePort analogue = analogues.get(line);
    return analogue == null ? Map.of() : Map.of("socket", analogue.path().toString());
  }

  /// Takes an analogue port away, or puts it back.
  ///
  /// @throws IOException it cannot be put back
  public void analogueGone(AnalogueDevice device, boolean gone) throws IOException {
    Optional<AnaloguePort> port = Optional.ofNullable(analogues.get(device.name()));
    if (port.isPresent() && gone) {
      port.get().close();
    } else if (port.isPresent()) {
      port.get().reopen();
    }
  }

  @Override
  public void close() {
    analogues.values().forEach(AnaloguePort::close);
    modems.values().forEach(ModemPorts::close);
    try {
      usb.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    poller.close();
  }
}
