package io.patchbay.simulator.port;

import io.patchbay.simulator.modem.Modem;
import io.patchbay.simulator.modem.ModemOutput;
import io.patchbay.simulator.pty.Pty;
import io.patchbay.simulator.pty.PtyPoller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Command and audio port of one modem: two pseudo-terminals behind `<name>.at` and `<name>.pcm`.
///
/// On the world's thread, but for what the poller reads.
final class ModemPorts implements ModemOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ModemPorts.class);

  private final UsbTree usb;
  private final String place;
  private final Path commandLink;
  private final Path audioLink;
  private final PtyPoller poller;
  private final Executor world;
  private @Nullable Modem modem;
  private @Nullable Pty command;
  private @Nullable Pty audio;

  /// @param usb shows the modem as a USB device
  ModemPorts(Path directory, String name, PtyPoller poller, Executor world, UsbTree usb) {
    this.usb = usb;
    this.place = "1-1." + name.substring(name.lastIndexOf('-') + 1);
    this.commandLink = directory.resolve(name + ".at");
    this.audioLink = directory.resolve(name + ".pcm");
    this.poller = poller;
    this.world = world;
  }

  /// Opens the terminals; from now on `served` gets what is written to them.
  void serve(Modem served) throws IOException {
    modem = served;
    Pty at = open(commandLink, served::commandInput);
    Pty pcm = open(audioLink, served::audioInput);
    command = at;
    audio = pcm;
    usb.plug(place, served.family(), at.slavePath(), pcm.slavePath());
  }

  private Pty open(Path link, PtyPoller.Reader reader) throws IOException {
    Pty pty =
        new Pty((octets, length) -> {
          byte[] copy = java.util.Arrays.copyOf(octets, length);
          world.execute(() -> reader.read(copy, length));
        });
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(pty.slavePath()));
    poller.add(pty);
    return pty;
  }

  @Override
  public void command(byte[] bytes) {
    if (command != null) {
      command.write(bytes);
    }
  }

  @Override
  public void audio(byte[] pcm) {
    if (audio != null) {
      audio.write(pcm);
    }
  }

  @Override
  public void gone(boolean gone) {
    if (gone) {
      close();
    } else if (modem != null) {
      try {
        serve(modem);
      } catch (IOException e) {
        LOG.error("modem {} cannot come back", commandLink, e);
      }
    }
  }

  /// Hangs up both and removes their links.
  void close() {
    if (command != null) {
      poller.remove(command);
    }
    if (audio != null) {
      poller.remove(audio);
    }
    command = null;
    audio = null;
    try {
      Files.deleteIfExists(commandLink);
      Files.deleteIfExists(audioLink);
      usb.unplug(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path commandLink() {
    return commandLink;
  }

  Path audioLink() {
    return audioLink;
  }
}
