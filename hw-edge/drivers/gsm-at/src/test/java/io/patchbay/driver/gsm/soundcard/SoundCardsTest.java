package io.patchbay.driver.gsm.soundcard;

import static io.patchbay.driver.gsm.soundcard.MemoryCard.format;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.audio.PcmLink;
import io.patchbay.driver.gsm.usb.UsbTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which card is taken, in which format, and what is said when there is none.
final class SoundCardsTest {
  private static final int FRAME = 320;

  @TempDir Path sysfs = Path.of("");
  private final MemoryCard onboard = new MemoryCard("PCH [plughw:0,0]", format(48_000, 2));
  private final MemoryCard modem = new MemoryCard("Android [plughw:1,0]", format(8000, 1));
  private long now;

  private SoundCards cards(MemoryCard... there) {
    return new SoundCards(
        () -> Arrays.stream(there).map(MemoryCard::mixer).toList(),
        new UsbTopology(sysfs),
        () -> now);
  }

  private static String failure(SoundCards cards, String name, String port) {
    return String.valueOf(
        assertThrows(IOException.class, () -> cards.open(name, port).close()).getMessage());
  }

  @Test
  void aCardIsFoundByAPartOfItsName() throws IOException {
    try (PcmLink link = cards(onboard, modem).open("android", "")) {
      modem.hears(new byte[FRAME]);
      assertEquals(FRAME, link.available());
      assertTrue(modem.isOpen() && !onboard.isOpen());
    }
    assertTrue(!modem.isOpen());
  }

  @Test
  void aMissingCardIsNamedWithThoseThatAreThere() {
    assertEquals(
        "sound card 'Modem' is not there; there are [PCH [plughw:0,0], Android [plughw:1,0]]",
        failure(cards(onboard, modem), "Modem", ""));
    assertEquals(
        "sound card 'Modem' is not there; there is none that records and plays",
        failure(cards(), "Modem", ""));
  }

  @Test
  void thisMachinesCardsCanBeAskedFor() { // with or without sound hardware
    SoundCards real = SoundCards.ofThisMachine(() -> now);
    assertTrue(failure(real, "no such card", "").startsWith("sound card 'no such card' is not"));
  }

  @Test
  void aCardInUseIsNamed() {
    assertEquals(
        "sound card 'Android [plughw:1,0]' cannot be opened: device or resource busy",
        failure(cards(modem.busy()), "Android", ""));
  }

  @Test
  void aCardThatOnlyDoes48KilohertzStereoIsResampled() throws IOException {
    try (PcmLink link = cards(onboard).open("PCH", "")) {
      assertEquals(48_000, onboard.format().getSampleRate());
      byte[] frame = new byte[FRAME];
      for (int i = 0; i < 160; i++) {
        short sample = (short) (10_000 * Math.sin(2 * Math.PI * i / 8));
        frame[2 * i] = (byte) sample;
        frame[2 * i + 1] = (byte) (sample >> 8);
      }
      for (int i = 0; i < 5; i++) {
        assertTrue(link.write(frame, FRAME));
        onboard.plays(FRAME * 12);
      }
      byte[] played = onboard.played();
      onboard.hears(Arrays.copyOfRange(played, played.length - FRAME * 12 * 3, played.length));
      byte[] back = new byte[FRAME * 3];
      int filled = 0;
      while (filled < back.length) {
        filled += link.read(back, filled, back.length - filled);
      }
      int peak = 0;
      for (int i = 160; i < 480; i++) {
        peak = Math.max(peak, (short) ((back[2 * i] & 0xFF) | (back[2 * i + 1] << 8)));
      }
      assertEquals(10_000, peak, 500, "1 kHz comes back as loud as it went");
    }
  }

  @Test
  void withoutANameItIsTheCardOnTheModemsOwnUsbDevice() throws IOException {
    Path usb = Files.createDirectories(sysfs.resolve("devices/usb1/1-1/1-1.2"));
    Path tty = Files.createDirectories(usb.resolve("1-1.2:1.2/ttyUSB2"));
    Path sound = Files.createDirectories(usb.resolve("1-1.2:1.4"));
    Path other = Files.createDirectories(sysfs.resolve("devices/usb1/1-1/1-1.20/1-1.20:1.0"));
    link("class/tty/ttyUSB2/device", tty);
    link("class/sound/card0/device", other);
    link("class/sound/card1/device", sound);
    Path port = Files.createFile(sysfs.resolve("ttyUSB2"));
    try (PcmLink _ = cards(onboard, modem).open("", port.toString())) {
      assertTrue(modem.isOpen());
    }
    Files.delete(sysfs.resolve("class/sound/card1/device"));
    assertEquals(
        "there is no sound card on USB device 1-1.2, that of " + port,
        failure(cards(onboard, modem), "", port.toString()));
    Path serial = Files.createFile(sysfs.resolve("ttyS0"));
    assertEquals(
        "serial port " + serial + " is not on USB: name its sound-card",
        failure(cards(onboard, modem), "", serial.toString()));
  }

  private void link(String from, Path to) throws IOException {
    Path link = sysfs.resolve(from);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, to);
  }

  @Test
  void anyRateKeepsAToneAndStopsWhatWouldFold() {
    for (int ratio : List.of(1, 2, 6)) {
      assertEquals(1, gain(ratio, 1000), 0.03, "1 kHz, ratio " + ratio);
      if (ratio > 1) {
        assertEquals(0, gain(ratio, 5000), 0.01, "5 kHz, ratio " + ratio);
      }
    }
  }

  /// How much of a tone at the higher rate is left at 8 kHz.
  private static double gain(int ratio, int frequencyHz) {
    Resampler down = new Resampler(ratio);
    short[] in = new short[800 * ratio];
    for (int i = 0; i < in.length; i++) {
      in[i] = (short) (8000 * Math.sin(2 * Math.PI * frequencyHz * i / (8000.0 * ratio) + 0.3));
    }
    short[] out = new short[800];
    down.down(in, out, 800);
    double energy = 0;
    for (int i = 400; i < 800; i++) {
      energy += (double) out[i] * out[i];
    }
    return Math.sqrt(energy / 400 * 2) / 8000;
  }

  @Test
  void eightKilohertzPassUnchanged() {
    short[] in = {1, -2, 30_000, -32_768};
    short[] out = new short[4];
    new Resampler(1).up(in, out, 4);
    assertArrayEquals(in, out);
  }
}
