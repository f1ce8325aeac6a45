package io.patchbay.media.srtp;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Master key and salt of one direction. Never shown in text.
public final class SrtpKey {
  private final SrtpSuite suite;
  private final byte[] master;

  private SrtpKey(SrtpSuite suite, byte[] master) {
    this.suite = requireNonNull(suite, "suite");
    this.master = master;
    if (master.length != suite.masterOctets()) {
      throw new IllegalArgumentException(
          "SRTP key of " + master.length + " octets, " + suite + " has " + suite.masterOctets());
    }
  }

  /// Reads key and salt in one piece.
  ///
  /// @throws IllegalArgumentException when it has not the suite's length
  public static SrtpKey of(SrtpSuite suite, byte[] master) {
    return new SrtpKey(suite, master.clone());
  }

  /// Reads what follows `inline:` (RFC 4568 §6.1).
  ///
  /// @throws IllegalArgumentException when it is not base 64 of the suite's length
  public static SrtpKey inline(SrtpSuite suite, String base64) {
    byte[] master;
    try {
      master = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException wrong) {
      // the decoder's message would show a piece of the key
      throw new IllegalArgumentException("SRTP key is not base 64");
    }
    return new SrtpKey(suite, master);
  }

  /// Makes a new one.
  public static SrtpKey random(SrtpSuite suite, SecureRandom random) {
    var master = new byte[suite.masterOctets()];
    random.nextBytes(master);
    return new SrtpKey(suite, master);
  }

  public SrtpSuite suite() {
    return suite;
  }

  /// For `inline:`.
  public String inline() {
    return Base64.getEncoder().encodeToString(master);
  }

  byte[] key() {
    return Arrays.copyOf(master, suite.keyOctets());
  }

  byte[] salt() {
    return Arrays.copyOfRange(master, suite.keyOctets(), master.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SrtpKey key
        && key.suite == suite
        && MessageDigest.isEqual(key.master, master);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(master);
  }

  @Override
  public String toString() {
    return "key of " + suite;
  }
}
