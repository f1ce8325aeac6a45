package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.identity.Binding;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Which modem is the line's.
///
/// @param root below it are `sys` and `dev`
record BindingSettings(Binding modem, Path root) {
  static final Set<String> KEYS = Set.of("modem", "usb-root");

  BindingSettings {
    requireNonNull(modem, "modem");
    requireNonNull(root, "root");
  }

  /// @param commandPort as configured; empty: the modem is found
  static BindingSettings parse(Map<String, String> settings, String commandPort) {
    String modem = settings.getOrDefault("modem", "");
    String root = settings.getOrDefault("usb-root", "/");
    check(root.startsWith("/"), "usb-root: '" + root + "' is no absolute path");
    check(
        modem.isEmpty() || commandPort.isEmpty(),
        "modem: '" + modem + "' and command-port: '" + commandPort + "': only one of them");
    if (!modem.isEmpty()) {
      return new BindingSettings(Binding.parse(modem), Path.of(root));
    }
    check(commandPort.startsWith("/"), "command-port: '" + commandPort + "' is no absolute path");
    return new BindingSettings(new Binding.Port(commandPort), Path.of(root));
  }

  private static void check(boolean good, String message) {
    if (!good) {
      throw new IllegalArgumentException(message);
    }
  }
}
