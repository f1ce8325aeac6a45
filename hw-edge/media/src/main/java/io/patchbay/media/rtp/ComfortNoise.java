package io.patchbay.media.rtp;

/// Comfort noise payload, level only (RFC 3389 §3).
///
/// ```
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+
/// |0|   level     |  then spectral information, not used here
/// +-+-+-+-+-+-+-+-+
/// ```
public final class ComfortNoise {
  /// Static payload type (RFC 3551 table 4).
  public static final int PAYLOAD_TYPE = 13;

  private ComfortNoise() {}

  /// The noise level in dBm0, 0 to −127.
  public static int levelDbm0(byte[] packet, int offset) {
    return -(packet[offset] & 0x7f);
  }

  /// Writes a level.
  ///
  /// @return octets written
  public static int write(byte[] packet, int offset, int levelDbm0) {
    packet[offset] = (byte) Math.clamp(-levelDbm0, 0, 127);
    return 1;
  }
}
