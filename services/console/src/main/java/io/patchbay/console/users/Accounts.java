package io.patchbay.console.users;

import io.patchbay.console.config.Passwords;
import io.patchbay.contract.Bounded;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.UserSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks names and passwords against the documents `User`. Thread-safe; a check takes some 100 ms
/// by design.
///
/// Programs send their password with every request: what was verified once is remembered as a keyed
/// digest until the stored hash changes.
public final class Accounts {
  private static final int REMEMBERED = 256;
  private static final int FREE_FAILURES = 5;
  private static final int FREE_FAILURES_OF_AN_ADDRESS = 20;

  private final Supplier<Documents> documents;
  private final BooleanSupplier loaded;
  private final Passwords passwords;
  private final Throttle byUser;
  private final Throttle byAddress;
  private final SecretKeySpec key;
  private final Map<String, String> verified = Bounded.byUse(REMEMBERED);

  /// @param loaded false while the documents were not read yet
  /// @param random cryptographically strong
  public Accounts(
      Supplier<Documents> documents,
      BooleanSupplier loaded,
      Passwords passwords,
      InstantSource clock,
      RandomGenerator random) {
    this.documents = documents;
    this.loaded = loaded;
    this.passwords = passwords;
    this.byUser = new Throttle(clock, FREE_FAILURES);
    this.byAddress = new Throttle(clock, FREE_FAILURES_OF_AN_ADDRESS);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /// Looks at one attempt.
  ///
  /// @param address where it came from
  public SignIn signIn(String name, String password, String address) {
    if (!loaded.getAsBoolean()) {
      return new SignIn.NotReady();
    }
    Optional<UserSpec> user = user(name);
    if (user.isPresent() && remembered(name, password, user.get())) {
      return accepted(name, user.get());
    }
    String guess = address + " " + name;
    Duration wait = longer(byUser.wait(guess), byAddress.wait(address));
    if (wait.isPositive()) {
      return new SignIn.TooMany(wait);
    }
    if (user.isEmpty()) {
      passwords.verifyNobody(password);
    } else if (passwords.verify(password, user.get().getPasswordHash())) {
      byUser.succeeded(guess);
      remember(name, password, user.get());
      return accepted(name, user.get());
    }
    byUser.failed(guess);
    byAddress.failed(address);
    return new SignIn.Refused();
  }

  /// The user as of now; empty: deleted.
  Optional<UserSpec> user(String name) {
    return Optional.ofNullable(documents.get().users().get(name));
  }

  private static SignIn accepted(String name, UserSpec user) {
    return new SignIn.Accepted(name, Role.of(user.getRole()), user.getPasswordHash());
  }

  private boolean remembered(String name, String password, UserSpec user) {
    String digest = digest(name, password);
    synchronized (verified) {
      return user.getPasswordHash().equals(verified.get(digest));
    }
  }

  private void remember(String name, String password, UserSpec user) {
    String digest = digest(name, password);
    synchronized (verified) {
      verified.put(digest, user.getPasswordHash());
    }
  }

  private String digest(String name, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(name.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
