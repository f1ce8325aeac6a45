package io.patchbay.simulator.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsbTreeTest {
  @TempDir Path directory = Path.of("");

  @Test
  void whatAKilledProcessLeftBehindIsNoHindrance() throws IOException {
    Path root = directory.resolve("usb");
    UsbTree killed = new UsbTree(root);
    killed.plug("1-1.1", "quectel-ec2x", "/dev/pts/1", "/dev/pts/2");
    killed.plug("1-1.2", "huawei", "/dev/pts/3", "/dev/pts/4");

    UsbTree next = new UsbTree(root);
    next.plug("1-1.1", "quectel-ec2x", "/dev/pts/7", "/dev/pts/8");

    assertEquals(Path.of("/dev/pts/7"), Files.readSymbolicLink(root.resolve("dev/ttyUSB0")));
    assertFalse(Files.exists(root.resolve("sys/class/tty/ttyUSB2")), "the other modem is gone");
    next.close();
    assertFalse(Files.exists(root));
    assertTrue(Files.exists(directory));
  }
}
