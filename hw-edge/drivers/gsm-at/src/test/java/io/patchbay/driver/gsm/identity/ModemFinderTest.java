package io.patchbay.driver.gsm.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.serial.SerialLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModemFinderTest {
  private static final String IMEI_A = "490154203237518";
  private static final String IMEI_B = "861125030000015";
  private static final String CARD_A = "89860000000000000011";
  private static final String CARD_B = "89860000000000000029";

  @TempDir Path root;

  private final PortClaims claims = new PortClaims();
  private long now;
  private final ModemFinder finder = new ModemFinder(claims, () -> now += 50_000_000);
  private FakeUsb usb = new FakeUsb(Path.of(""));

  @BeforeEach
  void twoModems() throws IOException {
    usb = new FakeUsb(root);
    usb.plug("1-1.1", "2c7c:0125", Map.of(0, "ttyUSB0", 1, "ttyUSB1", 2, "ttyUSB2"));
    usb.plug("1-1.2", "ffff:0001", Map.of(0, "ttyUSB3", 1, "ttyUSB4"));
    usb.answers("ttyUSB2", IMEI_A, CARD_A);
    usb.answers("ttyUSB4", IMEI_B, CARD_B);
  }

  private OwnPorts ports(String line, String modem) {
    return new OwnPorts(
        line,
        Binding.parse(modem),
        "",
        root,
        115_200,
        usb,
        new OwnPorts.Shared(claims, finder, new PortUsers(root, 1)));
  }

  private String find(String modem) throws IOException {
    Path path = Path.of(finder.find(Binding.parse(modem), "gsm-1", root, usb, 115_200).command());
    return String.valueOf(path.getFileName());
  }

  @Test
  void aModemIsFoundByWhatItIsWhatItHoldsAndWhereItIs() throws IOException {
    assertEquals("ttyUSB2", find("imei:" + IMEI_A));
    assertEquals("ttyUSB4", find("imei:" + IMEI_B));
    assertEquals("ttyUSB4", find("iccid:" + CARD_B));
    assertEquals("ttyUSB2", find("iccid:" + CARD_A.substring(0, 19)), "without its check digit");
    assertEquals("ttyUSB2", find("usb-path:1-1.1"));
    assertEquals("ttyUSB4", find("usb-path:1-1.2"), "by asking: no data on this product");
  }

  @Test
  void renumberedPortsLeadToTheSameModem() throws IOException {
    assertEquals("ttyUSB2", find("imei:" + IMEI_A));
    for (String gone : new String[] {"ttyUSB0", "ttyUSB1", "ttyUSB2"}) {
      usb.unplug(gone);
    }
    usb.plug("1-1.1", "2c7c:0125", Map.of(0, "ttyUSB7", 1, "ttyUSB8", 2, "ttyUSB9"));
    usb.answers("ttyUSB9", IMEI_A, CARD_A);
    assertEquals("ttyUSB9", find("imei:" + IMEI_A));
  }

  @Test
  void aCardIsFoundInTheModemThatItMovedTo() throws IOException {
    assertEquals("ttyUSB2", find("iccid:" + CARD_A));
    usb.answers("ttyUSB2", IMEI_A, "");
    usb.answers("ttyUSB4", IMEI_B, CARD_A);
    now += 31_000_000_000L;
    assertEquals("ttyUSB4", find("iccid:" + CARD_A));
  }

  @Test
  void twoLinesNeverHaveTheSamePort() throws IOException {
    try (SerialLink first = ports("gsm-1", "imei:" + IMEI_A).openCommand()) {
      assertEquals(0, first.available());
      IOException taken =
          assertThrows(
              PortTakenException.class, () -> ports("gsm-2", "usb-path:1-1.1").openCommand());
      assertTrue(
          String.valueOf(taken.getMessage()).endsWith("/ttyUSB2 belongs to gsm-1"),
          taken::getMessage);
      usb.opened.clear();
      assertThrows(IOException.class, () -> ports("gsm-2", "imei:" + IMEI_A).openCommand());
      assertEquals(
          List.of("ttyUSB3", "ttyUSB4"), usb.opened, "the modem that a line has is not disturbed");
    }
    try (SerialLink again = ports("gsm-2", "imei:" + IMEI_A).openCommand()) {
      assertEquals(0, again.available());
    }
  }

  @Test
  void theAudioPortIsThatOfTheSameDevice() throws IOException {
    OwnPorts ports = ports("gsm-1", "imei:" + IMEI_A);
    assertThrows(IOException.class, ports::openAudio, "not before its modem is known");
    try (SerialLink command = ports.openCommand();
        SerialLink audio = ports.openAudio()) {
      assertEquals(command.available(), audio.available());
      assertTrue(claims.taken(root.resolve("dev/ttyUSB1").toRealPath().toString(), "gsm-9"));
    }
    IOException unknown =
        assertThrows(
            IOException.class,
            () -> ModemFinder.audioBeside(root.resolve("dev/ttyUSB4").toString(), root));
    assertTrue(String.valueOf(unknown.getMessage()).contains("ffff:0001"), unknown::getMessage);
  }

  @Test
  void whatIsThereIsNamedWhenTheModemIsNot() {
    IOException missing = assertThrows(IOException.class, () -> find("imei:" + "352099001761481"));
    assertEquals(
        "the modem with IMEI 352099001761481 is not attached; there are 1-1.1 (IMEI %s, SIM %s), 1-1.2 (IMEI %s, SIM %s)"
            .formatted(IMEI_A, CARD_A, IMEI_B, CARD_B),
        missing.getMessage());
  }

  @Test
  void aPortThatModemManagerHasIsNamedWithTheRemedy() throws IOException {
    Path fd = Files.createDirectories(root.resolve("proc/612/fd"));
    String port = root.resolve("dev/ttyUSB2").toRealPath().toString();
    Files.createSymbolicLink(fd.resolve("9"), Path.of(port));
    Files.writeString(root.resolve("proc/612/comm"), "ModemManager\n");
    IOException taken =
        assertThrows(
            PortTakenException.class, () -> ports("gsm-1", "usb-path:1-1.1").openCommand());
    assertEquals(
        "port "
            + port
            + " is in use by ModemManager (process 612): stop it (systemctl disable --now"
            + " ModemManager), or keep it off this modem by the udev rule"
            + " ENV{ID_MM_DEVICE_IGNORE}=\"1\"",
        taken.getMessage());
    assertFalse(claims.taken(port, "gsm-2"), "it was given back");
    Files.delete(fd.resolve("9"));
    Files.createDirectories(root.resolve("run/lock"));
    Files.writeString(root.resolve("run/lock/LCK..ttyUSB2"), "       612\n");
    assertTrue(new PortUsers(root, 1).of(port).orElseThrow().contains("ModemManager"));
    assertTrue(new PortUsers(root, 612).of(port).isEmpty(), "ourselves");
    Files.writeString(root.resolve("run/lock/LCK..ttyUSB2"), "99999\n");
    assertTrue(new PortUsers(root, 1).of(port).isEmpty(), "a process that is no more");
  }

  /// AT-182.
  @Test
  void theCheckDigitOfAnImeiIsThatOfLuhn() {
    assertEquals(8, Imei.checkDigit("49015420323751"));
    assertTrue(Imei.valid("490154203237518"));
    assertFalse(Imei.valid("490154203237519"));
    assertFalse(Imei.valid("49015420323751"));
    assertFalse(Imei.valid("4901542032375188"));
    assertFalse(Imei.valid("49015420323751x"));
  }

  @Test
  void wrongBindingsAreNamed() {
    for (String wrong :
        new String[] {"imei:490154203237519", "iccid:8986", "usb-path:ttyUSB2", "imsi:1", ""}) {
      IllegalArgumentException named =
          assertThrows(IllegalArgumentException.class, () -> Binding.parse(wrong));
      assertTrue(
          String.valueOf(named.getMessage()).startsWith("modem: '" + wrong + "' is no"),
          named::getMessage);
    }
  }
}
