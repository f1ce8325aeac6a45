package io.patchbay.line.spi;

import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// One kind of line hardware. Listed in `META-INF/services`; found by name in a Line document's
/// `driver`.
public interface LineDriverProvider {
  /// The name used in configuration, e.g. `gsm-at`. Lower case, dashes.
  String name();

  /// The kinds of line this driver can open.
  Set<LineKind> kinds();

  /// The setting keys this driver understands; any other key in a Line document is an error.
  Set<String> settings();

  /// Whether a line can be opened with these settings; the hardware is not looked at.
  ///
  /// @throws IllegalArgumentException a setting is missing or wrong; the message names key and
  ///   value
  void check(LineKind kind, Map<String, String> settings);

  /// Where this driver may keep what must outlast the process. Called once, before the first line
  /// is opened; a driver that keeps nothing does nothing.
  ///
  /// @param directory the driver's own, perhaps not there yet
  /// @throws IOException it cannot be used
  default void keepIn(Path directory) throws IOException {}

  /// Opens one line. Called on a virtual thread; returns at once: opening the hardware, and opening
  /// it again after it went away, happens behind the returned line and is reported as
  /// [LineEvent.StatusChanged].
  ///
  /// @param name the line's name in configuration, for thread names and messages
  /// @param settings the driver's own settings, e.g. `command-port` -> `/dev/ttyUSB2`
  /// @param voiceThreads makes the threads that carry voice, not started: on this device they come
  ///   before all others
  /// @param events where the driver reports; thread-safe, never blocks
  /// @throws IllegalArgumentException a setting is missing or wrong; the message names key and
  ///   value
  Line open(
      String name,
      LineKind kind,
      Map<String, String> settings,
      InstantSource clock,
      ThreadFactory voiceThreads,
      Consumer<LineEvent> events);
}
