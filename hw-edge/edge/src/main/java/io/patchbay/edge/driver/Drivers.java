package io.patchbay.edge.driver;

import io.patchbay.line.Line;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineKind;
import io.patchbay.line.spi.LineDriverProvider;
import io.patchbay.media.clock.ThreadTuning;
import io.patchbay.proto.config.v1.LineSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The drivers by name. Thread-safe.
public final class Drivers {
  private final Map<String, LineDriverProvider> byName = new TreeMap<>();

  public Drivers(Collection<LineDriverProvider> providers) {
    providers.forEach(provider -> byName.put(provider.name(), provider));
  }

  /// Those on the class path.
  public static Drivers onClassPath() {
    return new Drivers(
        ServiceLoader.load(LineDriverProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /// Gives each driver a folder of its own in this one.
  ///
  /// @throws IOException one of them cannot be used
  public void keepIn(Path directory) throws IOException {
    for (var each : byName.entrySet()) {
      each.getValue().keepIn(directory.resolve(each.getKey()));
    }
  }

  /// Whether a line can be opened by its document.
  ///
  /// @throws IllegalArgumentException naming line, key and value
  public void check(String name, LineSpec spec) {
    var provider = provider(name, spec);
    var _ =
        named(
            name,
            () -> {
              provider.check(kind(name, spec), spec.getSettingsMap());
              return provider;
            });
  }

  /// Opens a line.
  ///
  /// @throws IllegalArgumentException naming line, key and value
  public Line open(String name, LineSpec spec, InstantSource clock, Consumer<LineEvent> events) {
    var provider = provider(name, spec);
    return named(
        name,
        () ->
            provider.open(
                name,
                kind(name, spec),
                spec.getSettingsMap(),
                clock,
                Drivers::voiceThread,
                events));
  }

  /// What the driver finds wrong is said with the line's name.
  private static <T> T named(String name, Supplier<T> asked) {
    try {
      return asked.get();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("line " + name + ": " + wrong.getMessage(), wrong);
    }
  }

  /// The kind in the SPI's words.
  public static LineKind kind(String name, LineSpec spec) {
    return switch (spec.getKind()) {
      case LINE_KIND_FXS -> LineKind.FXS;
      case LINE_KIND_FXO -> LineKind.FXO;
      case LINE_KIND_SIM -> LineKind.SIM;
      case LINE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("line " + name + ": kind is not fxs, fxo or sim");
    };
  }

  private LineDriverProvider provider(String name, LineSpec spec) {
    var kind = kind(name, spec);
    var provider = byName.get(spec.getDriver());
    if (provider == null) {
      throw new IllegalArgumentException(
          "line " + name + ": no driver '" + spec.getDriver() + "', there are " + byName.keySet());
    }
    if (!provider.kinds().contains(kind)) {
      throw new IllegalArgumentException(
          "line " + name + ": driver " + provider.name() + " has no lines of kind " + kind);
    }
    var unknown = new TreeSet<>(spec.getSettingsMap().keySet());
    unknown.removeAll(provider.settings());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "line " + name + ": driver " + provider.name() + " has no settings " + unknown);
    }
    return provider;
  }

  private static Thread voiceThread(Runnable task) {
    return Thread.ofPlatform()
        .daemon()
        .unstarted(() -> {
          ThreadTuning.forMedia();
          task.run();
        });
  }
}
