package io.patchbay.console.users;

import io.patchbay.contract.Bounded;
import io.patchbay.proto.config.v1.UserSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Who is signed in. Tokens have 256 random bits and mean nothing outside this process.
/// Thread-safe, bounded.
public final class Sessions {
  private static final int MOST = 10_000;
  private static final int TOKEN_BYTES = 32;

  private final Accounts accounts;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration idle;
  private final Duration longest;
  private final Map<String, Session> sessions = Bounded.byUse(MOST);

  /// @param random cryptographically strong
  /// @param idle unused for so long, it ends
  /// @param longest it ends anyway
  public Sessions(
      Accounts accounts,
      InstantSource clock,
      RandomGenerator random,
      Duration idle,
      Duration longest) {
    this.accounts = accounts;
    this.clock = clock;
    this.random = random;
    this.idle = idle;
    this.longest = longest;
  }

  private record Session(String name, String passwordHash, Instant began, Instant used) {}

  /// Begins a session.
  ///
  /// @return its token
  public String begin(SignIn.Accepted who) {
    byte[] bytes = new byte[TOKEN_BYTES];
    synchronized (sessions) {
      random.nextBytes(bytes);
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      Instant now = clock.instant();
      sessions.put(token, new Session(who.name(), who.passwordHash(), now, now));
      return token;
    }
  }

  /// Who holds the token; empty: it is over, or the user is gone or has another password since.
  public Optional<Caller> find(String token) {
    synchronized (sessions) {
      Session session = sessions.get(token);
      if (session == null) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Optional<UserSpec> user =
          accounts
              .user(session.name())
              .filter(spec -> spec.getPasswordHash().equals(session.passwordHash()));
      if (user.isEmpty()
          || now.isAfter(session.used().plus(idle))
          || now.isAfter(session.began().plus(longest))) {
        sessions.remove(token);
        return Optional.empty();
      }
      sessions.put(
          token, new Session(session.name(), session.passwordHash(), session.began(), now));
      return Optional.of(new Caller(session.name(), Role.of(user.get().getRole()), token));
    }
  }

  /// Is it still good? Does not count as use.
  public boolean valid(String token) {
    synchronized (sessions) {
      Session session = sessions.get(token);
      return session != null && !clock.instant().isAfter(session.began().plus(longest));
    }
  }

  /// Ends a session.
  public void end(String token) {
    synchronized (sessions) {
      sessions.remove(token);
    }
  }

  /// How long a cookie lives.
  public Duration longest() {
    return longest;
  }
}
