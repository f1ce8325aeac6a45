package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.ExtensionSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// H(A1) = H(user:realm:password) of RFC 7616 §3.4.2, lower case hex, for realm `patchbay`.
public final class Ha1 {
  /// The one realm of this gateway.
  public static final String REALM = "patchbay";

  private Ha1() {}

  public static String md5(String user, String password) {
    return hash("MD5", user, password);
  }

  public static String sha256(String user, String password) {
    return hash("SHA-256", user, password);
  }

  /// The extension with its password replaced by the two digests; unchanged when it has none.
  ///
  /// @param user the document's name
  public static ExtensionSpec seal(String user, ExtensionSpec spec) {
    if (spec.getPassword().isEmpty()) {
      return spec;
    }
    return spec.toBuilder()
        .clearPassword()
        .setHa1Md5(md5(user, spec.getPassword()))
        .setHa1Sha256(sha256(user, spec.getPassword()))
        .build();
  }

  private static String hash(String algorithm, String user, String password) {
    byte[] a1 = (user + ":" + REALM + ":" + password).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(a1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is part of every JDK", e);
    }
  }
}
