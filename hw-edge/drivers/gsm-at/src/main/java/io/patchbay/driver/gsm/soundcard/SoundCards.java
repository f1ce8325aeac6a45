package io.patchbay.driver.gsm.soundcard;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.audio.PcmLink;
import io.patchbay.driver.gsm.usb.UsbTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// The sound cards of this machine that can record and play, by the names that Java gives them,
/// e.g. `Android [plughw:1,0]`.
///
/// @param cards asked anew for each opening: cards come and go
public record SoundCards(Supplier<List<Mixer>> cards, UsbTopology topology, LongSupplier nanoTime) {
  /// Tried in this order; the modem's own 8 kHz first.
  private static final List<AudioFormat> FORMATS =
      List.of(format(8000, 1), format(16_000, 1), format(48_000, 1), format(48_000, 2));

  private static final int BUFFER_MILLIS = 120;

  public SoundCards {
    requireNonNull(cards, "cards");
    requireNonNull(topology, "topology");
    requireNonNull(nanoTime, "nanoTime");
  }

  /// Those of `javax.sound` and Linux.
  public static SoundCards ofThisMachine(LongSupplier nanoTime) {
    return new SoundCards(
        () -> Arrays.stream(AudioSystem.getMixerInfo()).map(AudioSystem::getMixer).toList(),
        new UsbTopology(Path.of("/sys")),
        nanoTime);
  }

  private static AudioFormat format(int rateHz, int channels) {
    return new AudioFormat(rateHz, 16, channels, true, false);
  }

  /// Opens a card.
  ///
  /// @param name its name or a part of it, in upper or lower case; empty: the card on the USB
  ///   device of the command port
  /// @throws IOException it is not there or cannot be opened; the message names it, and the cards
  ///   that are there
  public PcmLink open(String name, String commandPort) throws IOException {
    List<Mixer> there = cards.get().stream().filter(SoundCards::recordsAndPlays).toList();
    String wanted = name.isEmpty() ? "hw:" + topology.cardBeside(commandPort) + "," : name;
    Mixer card =
        find(there, each -> each.equals(wanted))
            .or(() -> find(there, each -> lower(each).contains(lower(wanted))))
            .orElseThrow(() -> new IOException(missing(wanted, there)));
    return open(card);
  }

  private static Optional<Mixer> find(List<Mixer> cards, Predicate<String> name) {
    return cards.stream().filter(card -> name.test(card.getMixerInfo().getName())).findFirst();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String missing(String wanted, List<Mixer> there) {
    List<String> names = there.stream().map(card -> card.getMixerInfo().getName()).toList();
    return "sound card '"
        + wanted
        + "' is not there; "
        + (names.isEmpty() ? "there is none that records and plays" : "there are " + names);
  }

  private static boolean recordsAndPlays(Mixer card) {
    return card.isLineSupported(new Line.Info(TargetDataLine.class))
        && card.isLineSupported(new Line.Info(SourceDataLine.class));
  }

  private PcmLink open(Mixer card) throws IOException {
    String name = "sound card '" + card.getMixerInfo().getName() + "'";
    String reason = "none of the rates 8, 16 and 48 kHz";
    for (AudioFormat format : FORMATS) {
      DataLine.Info capture = new DataLine.Info(TargetDataLine.class, format);
      DataLine.Info playback = new DataLine.Info(SourceDataLine.class, format);
      if (card.isLineSupported(capture) && card.isLineSupported(playback)) {
        try {
          return open(
              name,
              format,
              (TargetDataLine) card.getLine(capture),
              (SourceDataLine) card.getLine(playback));
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
          reason = String.valueOf(e.getMessage());
        }
      }
    }
    throw new IOException(name + " cannot be opened: " + reason);
  }

  private PcmLink open(
      String name, AudioFormat format, TargetDataLine capture, SourceDataLine playback)
      throws LineUnavailableException {
    int octets = Math.round(format.getFrameRate()) * format.getFrameSize() / 1000 * BUFFER_MILLIS;
    try {
      capture.open(format, octets);
      playback.open(format, octets);
    } catch (LineUnavailableException | IllegalArgumentException e) {
      capture.close();
      playback.close();
      throw e;
    }
    playback.start();
    capture.start();
    return new CardLink(name, capture, playback, nanoTime, LockSupport::parkNanos);
  }
}
