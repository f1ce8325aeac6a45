package io.patchbay.driver.gsm.soundcard;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds the sound card that sits on the same USB device as a serial port, in sysfs.
///
/// `/sys/class/tty/ttyUSB2/device` and `/sys/class/sound/card1/device` both lead below the
/// directory of the device, e.g. `…/usb1/1-1.2`; names of cards and ports may change, that does
/// not.
///
/// @param sysfs `/sys`
record UsbTopology(Path sysfs) {
  private static final String DEVICE = "[0-9]+-[0-9]+(\\.[0-9]+)*";

  UsbTopology {
    requireNonNull(sysfs, "sysfs");
  }

  /// The number of the card, as in `plughw:1,0`.
  ///
  /// @param port path of the serial port; symbolic links are followed
  /// @throws IOException there is none; the message names the port
  int cardBeside(String port) throws IOException {
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
