package io.patchbay.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A binding request or response as it was read (RFC 8489 §5, §14).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0 0|     STUN Message Type     |         Message Length        |
/// |                         Magic Cookie                          |
/// |                     Transaction ID (96 bits)                  |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
public final class StunMessage {
  public static final int HEADER = 20;
  public static final int REQUEST = 0x0001;
  public static final int INDICATION = 0x0011;
  public static final int SUCCESS = 0x0101;
  public static final int ERROR = 0x0111;
  static final int COOKIE = 0x2112a442;

  private final byte[] octets;
  private final int length;
  private String username = "";
  private @Nullable InetSocketAddress mapped;
  private boolean useCandidate;
  private int unknown;
  private int integrityAt = -1;

  private StunMessage(byte[] octets, int length) {
    this.octets = octets;
    this.length = length;
  }

  /// Whether a datagram is one (RFC 7983 §7: told from RTP and DTLS by its first octet).
  public static boolean is(byte[] packet, int length) {
    return length >= HEADER
        && (packet[0] & 0xfc) == 0
        && Octets.get32(packet, 4) == COOKIE
        && Octets.get16(packet, 2) == length - HEADER
        && length % 4 == 0;
  }

  /// Reads a datagram.
  ///
  /// @return empty: not well-formed, or its fingerprint is wrong
  public static Optional<StunMessage> read(byte[] packet, int length) {
    if (!is(packet, length)) {
      return Optional.empty();
    }
    var message = new StunMessage(Arrays.copyOf(packet, length), length);
    return message.attributes() ? Optional.of(message) : Optional.empty();
  }

  private boolean attributes() {
    int at = HEADER;
    while (at < length) {
      if (at + 4 > length) {
        return false;
      }
      int type = Octets.get16(octets, at);
      int size = Octets.get16(octets, at + 2);
      int value = at + 4;
      if (value + size > length) {
        return false;
      }
      if (type == StunWriter.FINGERPRINT) {
        return size == 4 && Octets.get32(octets, value) == StunWriter.fingerprint(octets, at);
      }
      // behind the integrity only a fingerprint counts (§14.5)
      if (integrityAt < 0) {
        attribute(type, value, size, at);
      }
      at = value + (size + 3 & ~3);
    }
    return true;
  }

  private void attribute(int type, int value, int size, int at) {
    switch (type) {
      case StunWriter.USERNAME ->
          username = new String(octets, value, Math.min(size, 513), StandardCharsets.UTF_8);
      case StunWriter.INTEGRITY -> integrityAt = size == 20 ? at : -1;
      case StunWriter.XOR_MAPPED -> mapped = address(value, size);
      case StunWriter.USE_CANDIDATE -> useCandidate = true;
      case StunWriter.PRIORITY -> {}
      default -> {
        // below 0x8000: to be understood (§14)
        unknown = type < 0x8000 && unknown == 0 ? type : unknown;
      }
    }
  }

  private @Nullable InetSocketAddress address(int value, int size) {
    int family = size < 8 ? 0 : octets[value + 1];
    int bytes = family == 1 && size == 8 ? 4 : family == 2 && size == 20 ? 16 : 0;
    if (bytes == 0) {
      return null;
    }
    var address = Arrays.copyOfRange(octets, value + 4, value + 4 + bytes);
    for (int i = 0; i < bytes; i++) {
      address[i] ^= octets[4 + i];
    }
    try {
      int port = Octets.get16(octets, value + 2) ^ COOKIE >>> 16;
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException never) {
      return null;
    }
  }

  /// Method and class.
  public int type() {
    return Octets.get16(octets, 0);
  }

  /// Twelve octets.
  public byte[] transaction() {
    return Arrays.copyOfRange(octets, 8, HEADER);
  }

  /// Empty: none.
  public String username() {
    return username;
  }

  /// XOR-MAPPED-ADDRESS, null when there is none.
  public @Nullable InetSocketAddress mapped() {
    return mapped;
  }

  /// Whether the peer nominates this pair of addresses (RFC 8445 §7.1.2).
  public boolean useCandidate() {
    return useCandidate;
  }

  /// An attribute that must be understood and is not; 0 = none.
  public int unknown() {
    return unknown;
  }

  /// Whether it carries MESSAGE-INTEGRITY and that fits the password (short-term, RFC 8489 §14.5).
  public boolean authentic(String password) {
    return integrityAt > 0
        && java.security.MessageDigest.isEqual(
            StunWriter.integrity(octets, integrityAt, password),
            Arrays.copyOfRange(octets, integrityAt + 4, integrityAt + 24));
  }
}
