package io.patchbay.trunk.sdp;

import java.util.Locale;
import java.util.Optional;

/// The audio codecs that can be negotiated (RFC 3551 §4.5, §6; RFC 3952, RFC 7587).
public enum Encoding {
  PCMA("PCMA", 8, 10),
  PCMU("PCMU", 0, 10),
  G722("G722", 9, 10),
  G726_16("G726-16", 105, 10),
  G726_24("G726-24", 106, 10),
  G726_32("G726-32", 107, 10),
  G726_40("G726-40", 108, 10),
  AAL2_G726_16("AAL2-G726-16", 100, 10),
  AAL2_G726_24("AAL2-G726-24", 99, 10),
  AAL2_G726_32("AAL2-G726-32", 104, 10),
  AAL2_G726_40("AAL2-G726-40", 103, 10),
  ILBC("iLBC", 97, 30),
  G729("G729", 18, 10),
  G723("G723", 4, 30),
  GSM("GSM", 3, 20),
  OPUS("opus", 111, 20);

  private static final int FIRST_DYNAMIC = 96;

  private final String sdpName;
  private final int payloadType;
  private final int frameMs;

  Encoding(String sdpName, int payloadType, int frameMs) {
    this.sdpName = sdpName;
    this.payloadType = payloadType;
    this.frameMs = frameMs;
  }

  /// The encoding name of `a=rtpmap`.
  public String sdpName() {
    return sdpName;
  }

  /// Static, or what is offered where nothing is configured.
  public int payloadType() {
    return payloadType;
  }

  /// Whether the number means it without `a=rtpmap`.
  public boolean hasStaticType() {
    return payloadType < FIRST_DYNAMIC;
  }

  /// Packets are whole frames.
  public int frameMs() {
    return frameMs;
  }

  /// What follows the name in `a=rtpmap`.
  String rate() {
    return this == OPUS ? "48000/2" : "8000";
  }

  int clockHz() {
    return this == OPUS ? 48_000 : 8000;
  }

  /// The codec of this encoding name, in any case.
  public static Optional<Encoding> named(String name) {
    for (Encoding one : values()) {
      if (one.sdpName.equalsIgnoreCase(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// What a payload type means without `a=rtpmap`; empty: nothing. 2 was G.721, which G726-32 is.
  static String ofStatic(int payloadType) {
    if (payloadType == 2) {
      return G726_32.sdpName;
    }
    if (payloadType == 13) {
      return "CN";
    }
    for (Encoding one : values()) {
      if (one.hasStaticType() && one.payloadType == payloadType) {
        return one.sdpName.toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }
}
