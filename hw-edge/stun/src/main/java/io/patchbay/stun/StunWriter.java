package io.patchbay.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes STUN messages (RFC 8489 §5, §14).
public final class StunWriter {
  static final int USERNAME = 0x0006;
  static final int INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN = 0x000a;
  static final int XOR_MAPPED = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  private static final int FINGERPRINT_XOR = 0x5354554e;

  private final byte[] octets = new byte[256];
  private int length = StunMessage.HEADER;

  /// Begins a message.
  ///
  /// @param transaction twelve octets
  public StunWriter(int type, byte[] transaction) {
    Octets.put16(octets, 0, type);
    Octets.put32(octets, 4, StunMessage.COOKIE);
    System.arraycopy(transaction, 0, octets, 8, 12);
  }

  /// A response to a request whose sender was seen as `from` (§6.3.1.1).
  public static StunWriter success(StunMessage request, InetSocketAddress from) {
    return new StunWriter(StunMessage.SUCCESS, request.transaction()).mapped(from);
  }

  /// A response that refuses a request (§6.3.4).
  ///
  /// @param code e.g. 401; its text is short
  public static StunWriter error(StunMessage request, int code, String reason) {
    var writer = new StunWriter(StunMessage.ERROR, request.transaction());
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    var value = new byte[4 + text.length];
    value[2] = (byte) (code / 100);
    value[3] = (byte) (code % 100);
    System.arraycopy(text, 0, value, 4, text.length);
    writer.attribute(ERROR_CODE, value);
    if (request.unknown() != 0) {
      var unknown = new byte[2];
      Octets.put16(unknown, 0, request.unknown());
      writer.attribute(UNKNOWN, unknown);
    }
    return writer;
  }

  public StunWriter username(String name) {
    return attribute(USERNAME, name.getBytes(StandardCharsets.UTF_8));
  }

  /// Nominates, with a priority (RFC 8445 §7.1).
  public StunWriter nominating(int priority) {
    var value = new byte[4];
    Octets.put32(value, 0, priority);
    return attribute(PRIORITY, value).attribute(USE_CANDIDATE, new byte[0]);
  }

  private StunWriter mapped(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    var value = new byte[4 + ip.length];
    value[1] = (byte) (ip.length == 4 ? 1 : 2);
    Octets.put16(value, 2, address.getPort() ^ StunMessage.COOKIE >>> 16);
    for (int i = 0; i < ip.length; i++) {
      value[4 + i] = (byte) (ip[i] ^ octets[4 + i]);
    }
    return attribute(XOR_MAPPED, value);
  }

  private StunWriter attribute(int type, byte[] value) {
    Octets.put16(octets, length, type);
    Octets.put16(octets, length + 2, value.length);
    System.arraycopy(value, 0, octets, length + 4, value.length);
    length += 4 + (value.length + 3 & ~3);
    Octets.put16(octets, 2, length - StunMessage.HEADER);
    return this;
  }

  /// Adds MESSAGE-INTEGRITY with a short-term password (§14.5).
  public StunWriter signed(String password) {
    return attribute(INTEGRITY, integrity(octets, length, password));
  }

  /// Adds the fingerprint and ends the message.
  public byte[] finished() {
    var value = new byte[4];
    Octets.put32(value, 0, fingerprint(octets, length));
    attribute(FINGERPRINT, value);
    return Arrays.copyOf(octets, length);
  }

  /// Over all before the attribute, with the length as if the message ended with it.
  static byte[] integrity(byte[] octets, int at, String password) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      var covered = Arrays.copyOf(octets, at);
      Octets.put16(covered, 2, at + 24 - StunMessage.HEADER);
      return mac.doFinal(covered);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK has no HMAC-SHA1", missing);
    }
  }

  static int fingerprint(byte[] octets, int at) {
    var covered = Arrays.copyOf(octets, at);
    Octets.put16(covered, 2, at + 8 - StunMessage.HEADER);
    var crc = new CRC32();
    crc.update(covered);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }
}
