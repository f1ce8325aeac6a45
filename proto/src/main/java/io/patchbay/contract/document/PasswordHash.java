package io.patchbay.contract.document;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Passwords and PINs as documents keep them: PBKDF2-HMAC-SHA256 (RFC 8018 §5.2) as text,
/// `iterations$salt$hash`, base64. Pure; slow by design, about a tenth of a second.
public final class PasswordHash {
  private static final int ITERATIONS = 210_000;
  private static final int MOST_ITERATIONS = 2_000_000;
  private static final int HASH_BYTES = 32;
  private static final int LONGEST = 256;

  private PasswordHash() {}

  /// The text to store.
  ///
  /// @param salt 16 random octets
  public static String of(String password, byte[] salt) {
    Base64.Encoder base64 = Base64.getEncoder();
    return ITERATIONS
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(derive(password, salt, ITERATIONS));
  }

  /// Does the password belong to the stored text? Takes the same time whatever the answer.
  public static boolean verify(String password, String stored) {
    String[] parts = stored.split("\\$", -1);
    if (password.length() > LONGEST || parts.length != 3 || !parts[0].matches("\\d{1,7}")) {
      return false;
    }
    int iterations = Integer.parseInt(parts[0]);
    if (iterations < 1 || iterations > MOST_ITERATIONS) {
      return false;
    }
    try {
      byte[] expected = Base64.getDecoder().decode(parts[2]);
      byte[] salt = Base64.getDecoder().decode(parts[1]);
      return salt.length > 0 && MessageDigest.isEqual(expected, derive(password, salt, iterations));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    // PBEKeySpec takes characters; UTF-8 octets, one a character, make every password count in full
    char[] octets =
        new String(password.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
            .toCharArray();
    PBEKeySpec spec = new PBEKeySpec(octets, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2WithHmacSHA256 is part of every JDK", e);
    } finally {
      spec.clearPassword();
    }
  }
}
