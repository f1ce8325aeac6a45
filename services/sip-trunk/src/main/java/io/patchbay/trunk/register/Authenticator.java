package io.patchbay.trunk.register;

import io.patchbay.contract.document.Ha1;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.register.Digest.Algorithm;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Says which extension a request comes from, or how to refuse it (RFC 3261 §22, RFC 7616, RFC
/// 8760).
///
/// An unknown user costs and looks the same as a wrong password. Thread-safe.
public final class Authenticator {
  /// Wrong passwords in a minute, of one user from one source, and of all users from it: phones
  /// behind one NAT share the second.
  private static final int PER_USER = 10;

  private static final int PER_SOURCE = 60;

  private final Configuration configuration;
  private final Nonces nonces;
  private final FailureLimit limit = new FailureLimit(PER_USER);
  private final FailureLimit sources = new FailureLimit(PER_SOURCE);
  private final InstantSource clock;
  private final String nobodysHa1;
  private final LongAdder failed = new LongAdder();

  /// Who it is, or the refusal.
  public sealed interface Verdict {
    record Known(String extension) implements Verdict {}

    record Refused(Reply reply) implements Verdict {}
  }

  /// Works with these documents.
  ///
  /// @param secret the key that signs nonces is made of it; the same on every replica, so that a
  ///   challenge of one can be answered at another
  public Authenticator(
      Configuration configuration, byte[] secret, InstantSource clock, RandomGenerator random) {
    this.configuration = configuration;
    this.clock = clock;
    nonces = new Nonces(Nonces.key(secret), random);
    nobodysHa1 = Digest.hash(Algorithm.SHA_256, Long.toHexString(random.nextLong()));
  }

  /// Wrong or missing answers to a challenge since the start.
  public long failed() {
    return failed.sum();
  }

  /// An extension of ours.
  public Verdict authenticate(IncomingRequest request) {
    return authenticate(request, this::extension);
  }

  /// What is kept of a password: H(A1) in lower case hex.
  public record Password(String md5, String sha256) {
    String of(Algorithm algorithm) {
      return switch (algorithm) {
        case MD5 -> md5;
        case SHA_256 -> sha256;
        case SHA_512_256 -> "";
      };
    }
  }

  private Optional<Password> extension(String user) {
    return configuration
        .extension(user)
        .map(spec -> new Password(spec.getHa1Md5(), spec.getHa1Sha256()));
  }

  /// Who says to be this user; empty: no credentials were given.
  public static String claimed(IncomingRequest request) {
    return credentials(request).getOrDefault("username", "");
  }

  /// Anybody whose password can be found.
  public Verdict authenticate(
      IncomingRequest request, Function<String, Optional<Password>> passwords) {
    Instant now = clock.instant();
    Map<String, String> given = credentials(request);
    if (given.isEmpty()) {
      return challenge(now, false);
    }
    String user = given.getOrDefault("username", "");
    String source = request.source().address();
    String pair = source + '|' + user;
    if (limit.blocked(pair, now) || sources.blocked(source, now)) {
      failed.increment();
      return new Verdict.Refused(Reply.of(403));
    }
    Nonces.Check check = nonces.check(given.getOrDefault("nonce", ""), now);
    boolean right = matches(given, request, passwords.apply(user));
    if (!right) {
      failed.increment();
      limit.failed(pair, now);
      sources.failed(source, now);
      return challenge(now, false);
    }
    if (check != Nonces.Check.GOOD) {
      // the password is right, the nonce too old or another's: nobody guesses (RFC 7616 §3.3)
      return challenge(now, true);
    }
    if (!given.getOrDefault("qop", "").isEmpty()
        && !nonces.take(given.getOrDefault("nonce", ""), given.getOrDefault("nc", ""), now)) {
      return challenge(now, true);
    }
    limit.succeeded(pair);
    return new Verdict.Known(user);
  }

  private static Map<String, String> credentials(IncomingRequest request) {
    Optional<String> field =
        request.header("Authorization").or(() -> request.header("Proxy-Authorization"));
    return field.map(Digest::parameters).orElse(Map.of());
  }

  private boolean matches(
      Map<String, String> given, IncomingRequest request, Optional<Password> password) {
    Digest.Scheme scheme =
        Digest.Scheme.of(given.getOrDefault("algorithm", "MD5"))
            .orElse(new Digest.Scheme(Algorithm.SHA_256, false));
    String ha1 =
        password
            .map(kept -> kept.of(scheme.algorithm()))
            .filter(hash -> !hash.isEmpty())
            .orElse(nobodysHa1);
    String qop = given.getOrDefault("qop", "");
    String expected = Digest.response(scheme, ha1, given, request.method(), request.body());
    boolean equal =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII),
            given.getOrDefault("response", "").getBytes(StandardCharsets.UTF_8));
    boolean sound =
        given.getOrDefault("realm", "").equals(Ha1.REALM)
            && (qop.isEmpty() || qop.equals("auth") || qop.equals("auth-int"));
    return equal && sound && password.isPresent();
  }

  private List<Algorithm> algorithms() {
    List<Algorithm> wanted =
        configuration.documents().settings().getDigestAlgorithmsList().stream()
            .map(Algorithm::of)
            .flatMap(Optional::stream)
            // of passwords we keep the two other digests only
            .filter(algorithm -> algorithm != Algorithm.SHA_512_256)
            .toList();
    return wanted.isEmpty() ? List.of(Algorithm.MD5) : wanted;
  }

  /// In the order of the settings, the strongest first (RFC 8760 §2.4).
  private Verdict challenge(Instant now, boolean stale) {
    Reply reply = Reply.of(401);
    String nonce = nonces.issue(now);
    for (Algorithm algorithm : algorithms()) {
      reply =
          reply.with(
              "WWW-Authenticate",
              "Digest realm=\""
                  + Ha1.REALM
                  + "\", nonce=\""
                  + nonce
                  + "\", qop=\"auth\", algorithm="
                  + algorithm.token()
                  + (stale ? ", stale=true" : ""));
    }
    return new Verdict.Refused(reply);
  }
}
