package io.patchbay.console.config;

import io.patchbay.contract.document.PasswordHash;
import java.util.random.RandomGenerator;

/// Passwords as they are stored ([PasswordHash]). Thread-safe; slow by design.
public final class Passwords {
  private static final int SALT_BYTES = 16;

  private final RandomGenerator random;
  private final String nobody;

  /// @param random cryptographically strong
  public Passwords(RandomGenerator random) {
    this.random = random;
    this.nobody = hash("nobody has this password");
  }

  /// The text to store.
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return PasswordHash.of(password, salt);
  }

  /// Does the password belong to the stored text? Takes the same time whatever the answer.
  public boolean verify(String password, String stored) {
    return PasswordHash.verify(password, stored);
  }

  /// Spends the time of [#verify] for a user who does not exist.
  public void verifyNobody(String password) {
    if (verify(password, nobody)) {
      throw new IllegalStateException("the password of nobody was found");
    }
  }
}
