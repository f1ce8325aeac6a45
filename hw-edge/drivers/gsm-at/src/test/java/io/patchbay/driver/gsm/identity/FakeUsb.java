package io.patchbay.driver.gsm.identity;

import io.patchbay.driver.gsm.serial.SerialLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Modems on a USB of files: sysfs, device nodes, and somebody behind them who answers.
final class FakeUsb implements SerialLink.Opener {
  final Path root;
  final Map<String, Map<String, String>> speakers = new HashMap<>();
  final List<String> opened = new ArrayList<>();

  FakeUsb(Path root) {
    this.root = root;
  }

  /// Plugs a modem in; all its ports but those that answer are silent.
  void plug(String place, String product, Map<Integer, String> ports) throws IOException {
    Path device = root.resolve("sys/devices/usb1").resolve(place);
    Files.createDirectories(device);
    Files.writeString(device.resolve("idVendor"), product.substring(0, 4) + "\n");
    Files.writeString(device.resolve("idProduct"), product.substring(5) + "\n");
    Files.writeString(device.resolve("devnum"), ports.hashCode() + "\n");
    for (var port : ports.entrySet()) {
      Path node = device.resolve(place + ":1." + port.getKey()).resolve(port.getValue());
      Files.createDirectories(node);
      Path entry = Files.createDirectories(root.resolve("sys/class/tty").resolve(port.getValue()));
      Files.createSymbolicLink(entry.resolve("device"), node);
      Files.createDirectories(root.resolve("dev"));
      Files.writeString(root.resolve("dev").resolve(port.getValue()), "");
    }
  }

  void unplug(String port) throws IOException {
    Files.delete(root.resolve("sys/class/tty").resolve(port).resolve("device"));
    Files.delete(root.resolve("dev").resolve(port));
  }

  void answers(String port, String imei, String iccid) {
    speakers.put(
        port,
        Map.of("AT", "", "AT+CGSN", imei, "AT+CCID", iccid.isEmpty() ? "?" : "+CCID: " + iccid));
  }

  @Override
  public SerialLink open(String path, int baudRate) throws IOException {
    opened.add(String.valueOf(Path.of(path).getFileName()));
    Map<String, String> says =
        speakers.getOrDefault(String.valueOf(Path.of(path).getFileName()), Map.of());
    return new SerialLink() {
      private String waiting = "";

      @Override
      public int read(byte[] octets, int offset, int length) {
        byte[] all = waiting.getBytes(StandardCharsets.ISO_8859_1);
        waiting = "";
        System.arraycopy(all, 0, octets, offset, all.length);
        return all.length;
      }

      @Override
      public int available() {
        return waiting.length();
      }

      @Override
      public boolean write(byte[] octets, int length) {
        String command = new String(octets, 0, length, StandardCharsets.ISO_8859_1).strip();
        String answer = says.get(command);
        if (!says.isEmpty()) {
          waiting +=
              command
                  + "\r"
                  + (answer == null || answer.equals("?")
                      ? "\r\nERROR\r\n"
                      : (answer.isEmpty() ? "" : "\r\n" + answer + "\r\n") + "\r\nOK\r\n");
        }
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
