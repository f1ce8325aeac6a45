package io.patchbay.trunk.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arithmetic of digest authentication (RFC 7616 §3.4), and its header fields.
public final class Digest {
  private static final int MAX_FIELD = 4096;
  private static final Pattern PARAMETER =
      Pattern.compile(
          "([A-Za-z0-9_-]{1,32})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*+))");

  private Digest() {}

  /// What we accept and offer (RFC 8760).
  public enum Algorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256"),
    SHA_256("SHA-256", "SHA-256"),
    MD5("MD5", "MD5");

    private final String token;
    private final String function;

    Algorithm(String token, String function) {
      this.token = token;
      this.function = function;
    }

    /// As in the header field.
    public String token() {
      return token;
    }

    static Optional<Algorithm> of(String token) {
      for (Algorithm algorithm : values()) {
        if (algorithm.token.equalsIgnoreCase(token)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }
  }

  /// An algorithm, by itself or for a session (`-sess`, RFC 7616 §3.4.2).
  record Scheme(Algorithm algorithm, boolean session) {
    private static final String SESS = "-sess";

    static Optional<Scheme> of(String token) {
      boolean session =
          token.regionMatches(true, token.length() - SESS.length(), SESS, 0, SESS.length());
      String plain = session ? token.substring(0, token.length() - SESS.length()) : token;
      return Algorithm.of(plain).map(algorithm -> new Scheme(algorithm, session));
    }

    String token() {
      return algorithm.token() + (session ? SESS : "");
    }

    /// H(A1) as it counts with this nonce.
    String ha1(String stored, String nonce, String cnonce) {
      return session ? hash(algorithm, stored + ":" + nonce + ":" + cnonce) : stored;
    }
  }

  /// Whose password it is.
  ///
  /// @param realm given to nobody else; empty: to every realm
  public record Account(String user, String password, String realm) {}

  /// The request that credentials go with.
  ///
  /// @param nc how often the nonce has been used, this time included
  public record Use(String method, String uri, String body, long nc, String cnonce) {}

  /// The parameters of a value `Digest a="b", c=d`; names in lower case; empty when it is something
  /// else.
  public static Map<String, String> parameters(String value) {
    Map<String, String> parameters = new HashMap<>();
    if (value.length() > MAX_FIELD || !value.regionMatches(true, 0, "Digest ", 0, 7)) {
      return parameters;
    }
    Matcher matcher = PARAMETER.matcher(value).region(7, value.length());
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.put(
          matcher.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    return parameters;
  }

  /// The response of RFC 7616 §3.4.1 for qop=auth and auth-int, or of RFC 2069 when `qop` is empty.
  ///
  /// @param body counts with auth-int only
  static String response(
      Scheme scheme, String stored, Map<String, String> given, String method, String body) {
    Algorithm algorithm = scheme.algorithm();
    String nonce = given.getOrDefault("nonce", "");
    String cnonce = given.getOrDefault("cnonce", "");
    String qop = given.getOrDefault("qop", "");
    String a2 = method + ":" + given.getOrDefault("uri", "");
    String ha2 = hash(algorithm, qop.equals("auth-int") ? a2 + ":" + hash(algorithm, body) : a2);
    String nc = given.getOrDefault("nc", "");
    String ha1 = scheme.ha1(stored, nonce, cnonce);
    return hash(
        algorithm,
        qop.isEmpty()
            ? ha1 + ":" + nonce + ":" + ha2
            : String.join(":", ha1, nonce, nc, cnonce, qop, ha2));
  }

  /// The first challenge that can be answered (RFC 8760 §2.4: the peer's order counts); empty:
  /// none.
  public static Optional<String> choose(List<String> challenges, Account account) {
    return challenges.stream().filter(challenge -> answerable(challenge, account)).findFirst();
  }

  private static boolean answerable(String challenge, Account account) {
    Map<String, String> asked = parameters(challenge);
    return Scheme.of(asked.getOrDefault("algorithm", "MD5")).isPresent()
        && !asked.getOrDefault("nonce", "").isEmpty()
        && !account.user().isEmpty()
        && (account.realm().isEmpty() || account.realm().equals(asked.get("realm")))
        && (!asked.containsKey("qop") || !qop(asked).isEmpty());
  }

  /// Is the challenge only about the nonce, not about the password (RFC 7616 §3.3)?
  public static boolean stale(String challenge) {
    return parameters(challenge).getOrDefault("stale", "").equalsIgnoreCase("true");
  }

  private static String qop(Map<String, String> asked) {
    List<String> offered = Arrays.asList(asked.getOrDefault("qop", "").split("[\\s,]+"));
    return offered.contains("auth") ? "auth" : offered.contains("auth-int") ? "auth-int" : "";
  }

  /// The value that answers a peer's challenge; empty when we cannot.
  public static Optional<String> answer(
      String challenge, String user, String password, String method, String uri, String cnonce) {
    return answer(challenge, new Account(user, password, ""), new Use(method, uri, "", 1, cnonce));
  }

  /// The value that answers a peer's challenge; empty when we cannot.
  public static Optional<String> answer(String challenge, Account account, Use use) {
    if (!answerable(challenge, account)) {
      return Optional.empty();
    }
    Map<String, String> asked = parameters(challenge);
    Scheme scheme = Scheme.of(asked.getOrDefault("algorithm", "MD5")).orElseThrow();
    String qop = qop(asked);
    String realm = asked.getOrDefault("realm", "");
    String nonce = asked.getOrDefault("nonce", "");
    Map<String, String> given = new HashMap<>();
    given.put("nonce", nonce);
    given.put("uri", use.uri());
    given.put("qop", qop);
    given.put("nc", String.format(Locale.ROOT, "%08x", use.nc()));
    given.put("cnonce", use.cnonce());
    String stored =
        hash(scheme.algorithm(), account.user() + ":" + realm + ":" + account.password());
    StringBuilder value =
        new StringBuilder("Digest username=\"")
            .append(escaped(account.user()))
            .append("\", realm=\"")
            .append(escaped(realm))
            .append("\", nonce=\"")
            .append(escaped(nonce))
            .append("\", uri=\"")
            .append(escaped(use.uri()))
            .append("\", response=\"")
            .append(response(scheme, stored, given, use.method(), use.body()))
            .append("\", algorithm=")
            .append(scheme.token());
    if (!qop.isEmpty()) {
      value.append(", qop=").append(qop).append(", nc=").append(given.get("nc"));
    }
    if (!qop.isEmpty() || scheme.session()) {
      value.append(", cnonce=\"").append(use.cnonce()).append('"');
    }
    if (asked.containsKey("opaque")) {
      value.append(", opaque=\"").append(escaped(asked.get("opaque"))).append('"');
    }
    return Optional.of(value.toString());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  static String hash(Algorithm algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm.function)
                  .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm.token() + " is part of every JDK", e);
    }
  }
}
