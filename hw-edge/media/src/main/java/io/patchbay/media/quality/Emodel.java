package io.patchbay.media.quality;

/// The E-model with its default values (G.107 §7), of which delay, loss and codec remain: `R = 93.2
/// − Id − Ie,eff`.
public final class Emodel {
  /// R without delay, loss and codec (G.107 §7.7, default values).
  static final double BEST = 93.2;

  private Emodel() {}

  /// What a codec does to speech, without and with loss (G.113 Appendix I).
  ///
  /// @param impairment Ie, equipment impairment without loss
  /// @param robustness Bpl, packet-loss robustness, percent
  public record Equipment(double impairment, double robustness) {
    /// G.711 with concealment.
    public static final Equipment G711 = new Equipment(0, 25.1);

    /// The figures of an encoding name; of a codec that G.113 does not know those of G.711.
    public static Equipment of(String encoding) {
      return switch (encoding) {
        case "G729" -> new Equipment(11, 19);
        case "G723" -> new Equipment(15, 16.1);
        case "G726-16" -> new Equipment(50, 10);
        case "G726-24" -> new Equipment(25, 10);
        case "G726-32" -> new Equipment(7, 10);
        case "G726-40" -> new Equipment(2, 10);
        case "GSM" -> new Equipment(20, 10);
        case "ILBC" -> new Equipment(11, 32);
        default -> G711;
      };
    }
  }

  /// The rating R, 0 to 100.
  ///
  /// @param delayMillis one way, mouth to ear
  /// @param lossPercent packets that were not played, 0 to 100
  /// @param burstRatio how much longer gaps are than with random loss; 1 = random
  public static double rating(
      Equipment equipment, double delayMillis, double lossPercent, double burstRatio) {
    double burst = Math.max(1, burstRatio);
    // G.107 §7.5, eq. 7-29
    double effective =
        equipment.impairment()
            + (95 - equipment.impairment())
                * lossPercent
                / (lossPercent / burst + equipment.robustness());
    return Math.clamp(BEST - delay(delayMillis) - effective, 0, 100);
  }

  /// Id: for an echo-free connection only its Idd counts (G.107 §7.4, eq. 7-27).
  private static double delay(double millis) {
    if (millis <= 100) {
      return 0;
    }
    double x = Math.log(millis / 100) / Math.log(2);
    return 25
        * (Math.pow(1 + Math.pow(x, 6), 1.0 / 6)
            - 3 * Math.pow(1 + Math.pow(x / 3, 6), 1.0 / 6)
            + 2);
  }

  /// The mean opinion score that a rating stands for, 1 to 4.5 (G.107 Annex B).
  public static double mos(double rating) {
    if (rating <= 6.5) {
      return 1;
    }
    double r = Math.min(100, rating);
    return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
  }
}
