package io.patchbay.media.codec.g722;

/// Quantiser and filter tables (G.722 tables 7 to 20 and §5.2.1).
final class Tables {
  /// Half of the quadrature mirror filter; the other half is its mirror image.
  static final int[] MIRROR_FILTER = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

  /// Decision levels of the lower band.
  static final int[] Q6 = {
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
  };

  /// Output of the lower band's inverse quantiser, 4 bits as both predictors use it, and 6 bits.
  static final int[] QM4 = {
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584,
    1200, 0
  };

  static final int[] QM6 = {
    -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232,
    -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776,
    -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192,
    10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032,
    1688, 1360, 1040, 728, 432, 136, -432, -136
  };

  /// Weight of the lower band's code words in its scale factor.
  static final int[] WL4 = {
    -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
  };

  /// Inverse quantiser and weights of the higher band.
  static final int[] QM2 = {-7408, -1616, 7408, 1616};

  static final int[] WH2 = {798, -214, 798, -214};

  private Tables() {}
}
