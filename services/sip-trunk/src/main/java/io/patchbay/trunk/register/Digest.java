package io.patchbay.trunk.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
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
    SHA_256("SHA-256"),
    MD5("MD5");

    private final String token;

    Algorithm(String token) {
      this.token = token;
    }

    /// As in the header field and for [MessageDigest].
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

  /// The response of RFC 7616 §3.4.1 for qop=auth, or of RFC 2069 when `qop` is empty.
  public static String response(
      Algorithm algorithm,
      String ha1,
      String nonce,
      String nc,
      String cnonce,
      String qop,
      String method,
      String uri) {
    String ha2 = hash(algorithm, method + ":" + uri);
    return hash(
        algorithm,
        qop.isEmpty()
            ? ha1 + ":" + nonce + ":" + ha2
            : ha1 + ":" + nonce + ":" + nc + ":" + cnonce + ":" + qop + ":" + ha2);
  }

  /// The value that answers a peer's challenge; empty when we cannot.
  public static Optional<String> answer(
      String challenge, String user, String password, String method, String uri, String cnonce) {
    Map<String, String> asked = parameters(challenge);
    Optional<Algorithm> algorithm = Algorithm.of(asked.getOrDefault("algorithm", "MD5"));
    String nonce = asked.getOrDefault("nonce", "");
    if (algorithm.isEmpty() || nonce.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    boolean auth = Arrays.asList(asked.getOrDefault("qop", "").split("[\\s,]+")).contains("auth");
    String realm = asked.getOrDefault("realm", "");
    String ha1 = hash(algorithm.get(), user + ":" + realm + ":" + password);
    String response =
        response(algorithm.get(), ha1, nonce, "00000001", cnonce, auth ? "auth" : "", method, uri);
    StringBuilder value =
        new StringBuilder("Digest username=\"")
            .append(escaped(user))
            .append("\", realm=\"")
            .append(escaped(realm))
            .append("\", nonce=\"")
            .append(escaped(nonce))
            .append("\", uri=\"")
            .append(escaped(uri))
            .append("\", response=\"")
            .append(response)
            .append("\", algorithm=")
            .append(algorithm.get().token());
    if (auth) {
      value.append(", qop=auth, nc=00000001, cnonce=\"").append(cnonce).append('"');
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
              MessageDigest.getInstance(algorithm.token())
                  .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm.token() + " is part of every JDK", e);
    }
  }
}
