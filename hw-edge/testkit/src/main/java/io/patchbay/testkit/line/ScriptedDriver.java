package io.patchbay.testkit.line;

import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Opens [ScriptedLine]s and hands them to the test. Its only setting is `port`.
public final class ScriptedDriver implements LineDriverProvider {
  private final Map<String, LinkedBlockingQueue<ScriptedLine>> opened = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Set<LineKind> kinds() {
    return EnumSet.allOf(LineKind.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of("port");
  }

  @Override
  public void check(LineKind kind, Map<String, String> settings) {}

  @Override
  public Line open(
      String name,
      LineKind kind,
      Map<String, String> settings,
      InstantSource clock,
      ThreadFactory voiceThreads,
      Consumer<LineEvent> events) {
    if (settings.getOrDefault("port", "").equals("bad")) {
      throw new IllegalArgumentException("port 'bad' is not there");
    }
    var line = new ScriptedLine(kind, clock, events);
    queue(name).add(line);
    line.inService();
    return line;
  }

  /// The line once it is opened; each opening is given once.
  ///
  /// @throws IllegalStateException it was not opened within 10 s
  public ScriptedLine line(String name) {
    try {
      var line = queue(name).poll(10, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("line " + name + " was not opened within 10 s");
      }
      return line;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private LinkedBlockingQueue<ScriptedLine> queue(String name) {
    return opened.computeIfAbsent(name, _ -> new LinkedBlockingQueue<>());
  }
}
