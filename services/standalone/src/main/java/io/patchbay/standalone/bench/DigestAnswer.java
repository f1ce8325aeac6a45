package io.patchbay.standalone.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the phones of the bench say to a challenge (RFC 7616 with MD5, qop auth).
final class DigestAnswer {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

  private DigestAnswer() {}

  /// The Authorization header line of a REGISTER.
  static String toRegister(String challenge, String user, String password, String uri) {
    String realm = parameter(challenge, "realm");
    String nonce = parameter(challenge, "nonce");
    String ha1 = md5(user + ":" + realm + ":" + password);
    String response = md5(ha1 + ":" + nonce + ":00000001:bench:auth:" + md5("REGISTER:" + uri));
    return "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"bench\"\r\n"
        .formatted(user, realm, nonce, uri, response);
  }

  private static String parameter(String challenge, String name) {
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      }
    }
    throw new BenchFailure("challenge without " + name + ": " + challenge);
  }

  /// Lower-case hex.
  static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
