package io.patchbay.scenarios.harness;

/// G.711, written apart from the product's own codec so that the two check each other.
public enum G711 {
  PCMU(0),
  PCMA(8);

  private final int payloadType;

  G711(int payloadType) {
    this.payloadType = payloadType;
  }

  /// RFC 3551 §6.
  public int payloadType() {
    return payloadType;
  }

  byte encode(short sample) {
    int best = 0;
    int bestDistance = Integer.MAX_VALUE;
    int sign = sample < 0 ? 0 : 0x80;
    for (int code = 0; code < 128; code++) {
      int distance = Math.abs(decode((byte) (code | sign)) - sample);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = code | sign;
      }
    }
    return (byte) best;
  }

  short decode(byte code) {
    return switch (this) {
      case PCMU -> {
        int bits = ~code & 0xff;
        int magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
        yield (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
      }
      case PCMA -> {
        int bits = (code ^ 0x55) & 0xff;
        int segment = (bits & 0x70) >> 4;
        int value = (bits & 0x0f) << 4;
        int magnitude = segment == 0 ? value + 8 : (value + 0x108) << (segment - 1);
        yield (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
      }
    };
  }
}
