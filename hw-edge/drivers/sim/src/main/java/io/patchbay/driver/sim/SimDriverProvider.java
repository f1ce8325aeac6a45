package io.patchbay.driver.sim;

import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// Analogue lines of the simulator. Setting `socket`: the path of the port's Unix domain socket.
public final class SimDriverProvider implements LineDriverProvider {
  private static final String SOCKET = "socket";

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public Set<LineKind> kinds() {
    return Set.of(LineKind.FXS, LineKind.FXO);
  }

  @Override
  public Set<String> settings() {
    return Set.of(SOCKET);
  }

  @Override
  public void check(LineKind kind, Map<String, String> settings) {
    var _ = socket(kind, settings);
  }

  private static Path socket(LineKind kind, Map<String, String> settings) {
    if (kind == LineKind.SIM) {
      throw new IllegalArgumentException("driver sim has no lines of kind SIM");
    }
    for (String key : settings.keySet()) {
      if (!key.equals(SOCKET)) {
        throw new IllegalArgumentException("unknown setting " + key);
      }
    }
    String socket = settings.getOrDefault(SOCKET, "");
    if (socket.isEmpty()) {
      throw new IllegalArgumentException("setting socket is missing");
    }
    try {
      return Path.of(socket);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("setting socket '" + socket + "' is no path", e);
    }
  }

  @Override
  public Line open(
      String name,
      LineKind kind,
      Map<String, String> settings,
      InstantSource clock,
      ThreadFactory voiceThreads,
      Consumer<LineEvent> events) {
    SimLine line = new SimLine(name, kind, socket(kind, settings), clock, events);
    line.start();
    return line;
  }
}
