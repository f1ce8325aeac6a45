package io.patchbay.media.codec.g726;

import java.util.stream.IntStream;

/// The quantiser of one bit rate (G.726 tables 7 to 10 and §4.2.4 to §4.2.6).
@SuppressWarnings("ImmutableEnumChecker") // tables, which nobody writes to
enum Rate {
  K16(2, new int[] {261}, new int[] {116, 365}, new int[] {-704, 14048}, new int[] {0, 0xe00}),
  K24(
      3,
      new int[] {8, 218, 331},
      new int[] {-2048, 135, 273, 373},
      new int[] {-128, 960, 4384, 18624},
      new int[] {0, 0x200, 0x400, 0xe00}),
  K32(
      4,
      new int[] {-124, 80, 178, 246, 300, 349, 400},
      new int[] {-2048, 4, 135, 213, 273, 323, 373, 425},
      new int[] {-384, 576, 1312, 2048, 3584, 6336, 11360, 35904},
      new int[] {0, 0, 0, 0x200, 0x200, 0x200, 0x600, 0xe00}),
  K40(
      5,
      new int[] {-122, -16, 68, 139, 198, 250, 298, 339, 378, 413, 445, 475, 502, 528, 553},
      new int[] {-2048, -66, 28, 104, 169, 224, 274, 318, 358, 395, 429, 459, 488, 514, 539, 566},
      new int[] {
        448, 448, 768, 1248, 1280, 1312, 1856, 3200, 4512, 5728, 7008, 8960, 11456, 14080, 16928,
        22272
      },
      new int[] {
        0, 0, 0, 0, 0, 0x200, 0x200, 0x200, 0x200, 0x200, 0x400, 0x600, 0x800, 0xa00, 0xc00, 0xc00
      });

  /// Bits of a code word.
  final int bits;

  /// Decision levels of the normalised difference.
  final int[] decisions;

  /// By code word: quantised difference (log), scale factor multiplier, speed control input.
  final int[] levels;

  final int[] multipliers;
  final int[] speeds;

  Rate(int bits, int[] decisions, int[] levels, int[] multipliers, int[] speeds) {
    this.bits = bits;
    this.decisions = decisions;
    this.levels = mirrored(levels);
    this.multipliers = mirrored(multipliers);
    this.speeds = mirrored(speeds);
  }

  /// A code word and its complement differ in sign alone.
  private static int[] mirrored(int[] half) {
    int last = 2 * half.length - 1;
    return IntStream.rangeClosed(0, last).map(i -> half[Math.min(i, last - i)]).toArray();
  }
}
