package io.patchbay.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.quality.Emodel.Equipment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// G.107 with default values.
final class EmodelTest {
  /// G.107 Annex B, table B.1: R to MOS.
  @ParameterizedTest
  @CsvSource({"90, 4.34", "80, 4.03", "70, 3.60", "60, 3.10", "50, 2.58", "0, 1", "100, 4.5"})
  void ratingsHaveTheScoresOfTheRecommendation(double rating, double score) {
    assertEquals(score, Emodel.mos(rating), 0.01);
  }

  @Test
  void aPerfectCallHasTheBestScoreOfNarrowband() {
    assertEquals(93.2, Emodel.rating(Equipment.G711, 50, 0, 1), 0.001);
    assertEquals(4.41, Emodel.mos(93.2), 0.01);
  }

  /// G.113 Appendix I: G.729A at 2 % random loss has Ie,eff of 19.
  @Test
  void lossCostsWhatTheCodecLetsItCost() {
    assertEquals(93.2 - 19, Emodel.rating(new Equipment(11, 19), 0, 2, 1), 0.1);
    assertEquals(93.2 - 11, Emodel.rating(Equipment.of("G729"), 0, 0, 1), 0.001);
  }

  @Test
  void delayAndBurstsMakeItWorse() {
    double good = Emodel.rating(Equipment.G711, 100, 1, 1);
    assertTrue(Emodel.rating(Equipment.G711, 300, 1, 1) < good - 10);
    assertTrue(Emodel.rating(Equipment.G711, 100, 1, 3) < good);
    assertEquals(0, Emodel.rating(Equipment.of("G726-16"), 800, 80, 8), 0.001);
  }
}
