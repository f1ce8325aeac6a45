package io.patchbay.simulator.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What Linux would show of the simulated modems, below a directory of its own: `sys`, where each
/// modem is a USB device with two serial ports, and `dev`, where these lead to the
/// pseudo-terminals. A device that is plugged in gets names that no port had before.
///
/// On the world's thread.
final class UsbTree {
  private static final String BUS = "devices/usb1";

  /// Product and interfaces of a family, as the real ones have them.
  private record Shape(String vendor, String product, int command, int audio) {
    static Shape of(String family) {
      return switch (family) {
        case "quectel-ec2x" -> new Shape("2c7c", "0125", 2, 1);
        case "simcom-sim7600" -> new Shape("1e0e", "9001", 2, 4);
        case "huawei" -> new Shape("12d1", "1001", 2, 1);
        default -> new Shape("ffff", "0001", 0, 1);
      };
    }
  }

  private final Path root;
  private final Map<String, List<String>> names = new HashMap<>();
  private int next;

  UsbTree(Path root) {
    this.root = root;
  }

  /// Shows a modem.
  ///
  /// @param place e.g. `1-1.7`
  /// @param command path of its terminal
  void plug(String place, String family, String command, String audio) throws IOException {
    if (next == 0) {
      delete(root); // left over from a process that was killed
    }
    Shape shape = Shape.of(family);
    Path device = root.resolve("sys").resolve(BUS).resolve(place);
    Files.createDirectories(device);
    Files.writeString(device.resolve("idVendor"), shape.vendor() + "\n");
    Files.writeString(device.resolve("idProduct"), shape.product() + "\n");
    Files.writeString(device.resolve("devnum"), (next + 3) + "\n");
    names.put(
        place,
        List.of(
            port(device, place, shape.command(), command),
            port(device, place, shape.audio(), audio)));
  }

  private String port(Path device, String place, int number, String terminal) throws IOException {
    String name = "ttyUSB" + next++;
    Path node = device.resolve(place + ":1." + number).resolve(name);
    Files.createDirectories(node);
    Path entry = root.resolve("sys/class/tty").resolve(name);
    Files.createDirectories(entry);
    Files.createSymbolicLink(entry.resolve("device"), node);
    Path dev = Files.createDirectories(root.resolve("dev"));
    Files.createSymbolicLink(dev.resolve(name), Path.of(terminal));
    return name;
  }

  /// Hides it.
  void unplug(String place) throws IOException {
    for (String name : names.getOrDefault(place, List.of())) {
      Files.deleteIfExists(root.resolve("dev").resolve(name));
      delete(root.resolve("sys/class/tty").resolve(name));
    }
    names.remove(place);
    delete(root.resolve("sys").resolve(BUS).resolve(place));
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }

  /// Removes what is left.
  void close() throws IOException {
    delete(root);
  }
}
