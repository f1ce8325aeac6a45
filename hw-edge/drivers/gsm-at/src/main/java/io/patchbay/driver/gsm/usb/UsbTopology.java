package io.patchbay.driver.gsm.usb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what sits on the same USB device as a serial port, in sysfs.
///
/// `/sys/class/tty/ttyUSB2/device` and `/sys/class/sound/card1/device` both lead below the
/// directory of the device, e.g. `…/usb1/1-1.2`; names of cards and ports may change, that does
/// not.
///
/// @param sysfs `/sys`
public record UsbTopology(Path sysfs) {
  private static final String DEVICE = "[0-9]+-[0-9]+(\\.[0-9]+)*";
  private static final Pattern INTERFACE = Pattern.compile(DEVICE + ":[0-9]+\\.([0-9]+)");
  private static final int MOST_PORTS = 4096;

  public UsbTopology {
    requireNonNull(sysfs, "sysfs");
  }

  /// The number of the card, as in `plughw:1,0`.
  ///
  /// @param port path of the serial port; symbolic links are followed
  /// @throws IOException there is none; the message names the port
  public int cardBeside(String port) throws IOException {
    Path device = deviceOf(port);
    for (Path card : cards()) {
      Path link = card.resolve("device");
      if (Files.exists(link) && link.toRealPath().startsWith(device)) {
        return Integer.parseInt(card.getFileName().toString().substring("card".length()));
      }
    }
    throw new IOException(
        "there is no sound card on USB device " + device.getFileName() + ", that of " + port);
  }

  private Path deviceOf(String port) throws IOException {
    Path path = Path.of(port);
    if (!Files.exists(path)) {
      throw new IOException("serial port " + port + " does not exist");
    }
    Path link = sysfs.resolve("class/tty/" + path.toRealPath().getFileName() + "/device");
    for (Path at = Files.exists(link) ? link.toRealPath() : null; at != null; at = at.getParent()) {
      Path name = at.getFileName();
      if (name != null && name.toString().matches(DEVICE)) {
        return at;
      }
    }
    throw new IOException("serial port " + port + " is not on USB: name its sound-card");
  }

  /// The devices that have serial ports, in the order of their places; empty where there is no
  /// sysfs.
  ///
  /// @throws IOException sysfs cannot be read
  public List<UsbDevice> devices() throws IOException {
    Path directory = sysfs.resolve("class/tty");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    Map<Path, Map<Integer, String>> ports = new TreeMap<>();
    List<Path> entries;
    try (Stream<Path> all = Files.list(directory)) {
      entries = all.limit(MOST_PORTS).toList();
    }
    for (Path entry : entries) {
      try {
        Path link = entry.resolve("device");
        if (Files.exists(link)) {
          place(link.toRealPath(), String.valueOf(entry.getFileName()), ports);
        }
      } catch (IOException gone) {
        // unplugged while we look
      }
    }
    List<UsbDevice> devices = new ArrayList<>();
    ports.forEach((device, names) -> devices.add(device(device, names)));
    return devices;
  }

  private static void place(Path at, String port, Map<Path, Map<Integer, String>> ports) {
    int number = -1;
    for (Path up = at; up != null && up.getFileName() != null; up = up.getParent()) {
      String name = up.getFileName().toString();
      Matcher part = INTERFACE.matcher(name);
      if (number < 0 && part.matches()) {
        number = Integer.parseInt(part.group(2));
      } else if (number >= 0 && name.matches(DEVICE)) {
        ports.computeIfAbsent(up, _ -> new TreeMap<>()).put(number, port);
        return;
      }
    }
  }

  private static UsbDevice device(Path at, Map<Integer, String> names) {
    String product = word(at.resolve("idVendor")) + ":" + word(at.resolve("idProduct"));
    return new UsbDevice(
        String.valueOf(at.getFileName()), product, word(at.resolve("devnum")) + names, names);
  }

  private static String word(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException absent) {
      return "";
    }
  }

  /// The place of the device that a port is on.
  ///
  /// @throws IOException it is on none; the message names the port
  public String placeOf(String port) throws IOException {
    return String.valueOf(deviceOf(port).getFileName());
  }

  private List<Path> cards() throws IOException {
    Path directory = sysfs.resolve("class/sound");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("card[0-9]{1,3}"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }
}
