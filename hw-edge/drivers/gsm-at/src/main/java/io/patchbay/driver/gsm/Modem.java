package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtEngine;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.profile.ModemProfile;
import io.patchbay.driver.gsm.profile.Profiles;
import io.patchbay.driver.gsm.serial.SerialLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The AT channel on an open port, with its family's peculiarities. The runner's own.
final class Modem {
  private final AtEngine engine;
  private final LongSupplier nanoTime;
  private ModemProfile profile = Profiles.choose("generic", "", "");

  Modem(SerialLink link, LongSupplier nanoTime, Consumer<String> unsolicited) {
    this.nanoTime = nanoTime;
    engine =
        new AtEngine(
            text -> {
              byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
              link.write(octets, octets.length); // a port that is gone is noticed by its reader
            },
            unsolicited);
  }

  AtEngine engine() {
    return engine;
  }

  ModemProfile profile() {
    return profile;
  }

  void profile(ModemProfile chosen) {
    profile = chosen;
  }

  void send(AtCommand command, Consumer<AtResult> done) {
    engine.submit(command, nanoTime.getAsLong(), done);
  }

  /// Sends commands whose results do not matter.
  void sendAll(List<String> commands, AtCommand.Priority priority) {
    for (String text : commands) {
      send(AtCommand.of(text).at(priority).within(Duration.ofSeconds(3)), result -> {});
    }
  }

  void receive(byte[] octets) {
    engine.receive(octets, octets.length, nanoTime.getAsLong());
  }

  void tick() {
    engine.tick(nanoTime.getAsLong());
  }

  long nanosToNext() {
    return engine.nanosToNext(nanoTime.getAsLong());
  }
}
