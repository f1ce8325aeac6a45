package io.patchbay.media.codec.pcmu;

/// µ-law by the definition of G.711 table 2: segments of 16 intervals, decision values between
/// them.
final class Reference {
  private Reference() {}

  /// Quantized values: 0, 2, 4 … 30 | 35, 39 … in 14 bits, here in 16.
  static int expand(int code) {
    int inverted = ~code & 0x7f;
    int value = 0;
    for (int step = 0; step < inverted; step++) {
      int next = step + 1;
      value += step / 16 == next / 16 ? 2 << (step / 16) : 3 * (1 << (step / 16));
    }
    return (code & 0x80) == 0 ? -4 * value : 4 * value;
  }

  static int compress(int linear) {
    int magnitude = linear < 0 ? (-1 - linear) >> 2 : linear >> 2;
    int best = 0;
    int upper = 1;
    while (best < 127 && magnitude >= upper) {
      best++;
      upper += 2 << (best / 16);
    }
    return (~best & 0x7f) | (linear < 0 ? 0 : 0x80);
  }
}
