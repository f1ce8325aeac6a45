package io.patchbay.simulator.api;

import io.patchbay.simulator.analogue.AnalogueDevice;
import io.patchbay.simulator.analogue.ExchangeLine;
import io.patchbay.simulator.analogue.Phone;
import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.modem.Modem;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.port.PlugBoard;
import io.patchbay.simulator.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Breaks and mends lines of every kind by word. On the world's thread.
final class Faults {
  private static final List<String> ANALOGUE =
      List.of("port-gone", "port-back", "loop-lost", "audio-stall", "clear");

  private final World world;
  private final PlugBoard board;
  private final Map<String, Set<String>> analogueFaults = new HashMap<>();

  Faults(World world, PlugBoard board) {
    this.world = world;
    this.board = board;
  }

  /// @return the faults in force afterwards
  /// @throws NoSuchElementException no such line
  /// @throws IllegalArgumentException no such fault of this kind of line
  List<String> inject(String line, String fault) {
    Optional<Modem> modem = world.modem(line);
    if (modem.isPresent()) {
      modem
          .get()
          .fault(
              Fault.ofWord(fault)
                  .orElseThrow(() ->
                      unknown(fault, Arrays.stream(Fault.values()).map(Fault::word).toList())));
      return of(modem.get());
    }
    AnalogueDevice device =
        world
            .analogue(line)
            .orElseThrow(() -> new NoSuchElementException("line '" + line + "': there is none"));
    if (!ANALOGUE.contains(fault)) {
      throw unknown(fault, ANALOGUE);
    }
    apply(device, fault);
    world.journal().note(device.name(), WorldEvent.Kind.FAULT, fault);
    return of(device);
  }

  private static IllegalArgumentException unknown(String fault, List<String> known) {
    return new IllegalArgumentException(
        "fault '" + fault + "': one of " + String.join(", ", known) + " wanted");
  }

  List<String> of(Modem modem) {
    return modem.faults().stream().map(Fault::word).sorted().toList();
  }

  List<String> of(AnalogueDevice device) {
    return new ArrayList<>(analogueFaults.getOrDefault(device.name(), Set.of()));
  }

  private void apply(AnalogueDevice device, String fault) {
    Set<String> faults = analogueFaults.computeIfAbsent(device.name(), _ -> new TreeSet<>());
    switch (fault) {
      case "clear" -> {
        portGone(device, false);
        loopLost(device, false);
        stall(device, false);
        faults.clear();
      }
      case "port-back" -> {
        portGone(device, false);
        faults.remove("port-gone");
      }
      case "port-gone" -> {
        portGone(device, true);
        faults.add(fault);
      }
      case "loop-lost" -> {
        if (device.fxs()) {
          throw new IllegalArgumentException("fault 'loop-lost': only FXO lines have it");
        }
        loopLost(device, true);
        faults.add(fault);
      }
      default -> {
        stall(device, true);
        faults.add(fault);
      }
    }
  }

  private void portGone(AnalogueDevice device, boolean gone) {
    try {
      board.analogueGone(device, gone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void loopLost(AnalogueDevice device, boolean lost) {
    if (device instanceof ExchangeLine line) {
      line.cut(lost);
    }
  }

  private static void stall(AnalogueDevice device, boolean stalled) {
    if (device instanceof Phone phone) {
      phone.stall(stalled);
    } else if (device instanceof ExchangeLine line) {
      line.stall(stalled);
    }
  }
}
