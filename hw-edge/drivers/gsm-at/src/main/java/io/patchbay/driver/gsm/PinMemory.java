package io.patchbay.driver.gsm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which PIN was given to which card and not found right: also when a line is configured anew, the
/// card moves to another modem, or the process starts anew. Holds no PIN, only salted digests.
/// Thread-safe.
///
/// The file has a line for each: ICCID, salt, digest. A line that is none is left out.
final class PinMemory {
  private static final Logger LOG = LoggerFactory.getLogger(PinMemory.class);
  private static final String FILE = "tried-pins";
  private static final String LINE = "[0-9A-Fa-f]{10,24} [0-9a-f]{32} [0-9a-f]{64}";
  private static final int SALT_OCTETS = 16;
  private static final int MOST = 10_000;

  /// A PIN has ten thousand values: each try is made dear.
  private static final int ROUNDS = 100_000;

  private record Tried(String iccid, byte[] salt, byte[] digest) {
    static Tried parse(String line) {
      String[] words = line.split(" ", -1);
      HexFormat hex = HexFormat.of();
      return new Tried(words[0], hex.parseHex(words[1]), hex.parseHex(words[2]));
    }

    boolean is(String card, String pin) {
      return iccid.equals(card) && MessageDigest.isEqual(digest, digestOf(salt, card, pin));
    }

    String line() {
      HexFormat hex = HexFormat.of();
      return iccid + " " + hex.formatHex(salt) + " " + hex.formatHex(digest);
    }
  }

  private final Consumer<byte[]> salts;
  private final List<Tried> tried = new ArrayList<>();
  private Optional<Path> file = Optional.empty();

  /// @param salts fills octets by chance
  PinMemory(Consumer<byte[]> salts) {
    this.salts = salts;
  }

  /// Reads what was kept there, and keeps it there from now on.
  ///
  /// @throws IOException it cannot be read: no PIN may be tried then
  synchronized void keepIn(Path directory) throws IOException {
    Path kept = directory.resolve(FILE);
    Files.createDirectories(directory);
    if (Files.exists(kept)) {
      try (var lines = Files.lines(kept, UTF_8)) {
        lines
            .filter(line -> line.matches(LINE))
            .limit(MOST)
            .forEach(line -> tried.add(Tried.parse(line)));
      }
    }
    file = Optional.of(kept);
  }

  synchronized void remember(String iccid, String pin) {
    if (!knows(iccid, pin)) {
      byte[] salt = new byte[SALT_OCTETS];
      salts.accept(salt);
      tried.add(new Tried(iccid, salt, digestOf(salt, iccid, pin)));
      write();
    }
  }

  /// It was right after all.
  synchronized void forget(String iccid, String pin) {
    if (tried.removeIf(each -> each.is(iccid, pin))) {
      write();
    }
  }

  synchronized boolean knows(String iccid, String pin) {
    return tried.stream().anyMatch(each -> each.is(iccid, pin));
  }

  private void write() {
    if (file.isEmpty()) {
      return;
    }
    Path kept = file.get();
    Path next = kept.resolveSibling(FILE + ".next");
    try {
      Files.write(next, tried.stream().map(Tried::line).toList(), UTF_8);
      Files.move(next, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.error("{} cannot be written, tried PINs are kept until the process ends", kept, e);
    }
  }

  private static byte[] digestOf(byte[] salt, String iccid, String pin) {
    try {
      PBEKeySpec key = new PBEKeySpec((iccid + ' ' + pin).toCharArray(), salt, ROUNDS, 256);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has PBKDF2 with SHA-256", absent);
    }
  }
}
