package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.CorrectRequest;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.ResetRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitsCommandTest {
  private static final Balance BALANCE =
      Balance.newBuilder()
          .setQuota("plan line/gsm-1")
          .setMeasure(Measure.MEASURE_MINUTES)
          .setLimit(6_000)
          .setUsed(721)
          .setReserved(300)
          .build();

  @Test
  void oneMeasureOrAllOfThemBeginAnew() {
    ResetRequest all = LimitsCommand.reset(List.of("plan", "line/gsm-1"));
    assertEquals("plan line/gsm-1", all.getQuota());
    assertEquals(Measure.MEASURE_UNSPECIFIED, all.getMeasure());
    ResetRequest one = LimitsCommand.reset(List.of("plan", "line/gsm-1", "messages"));
    assertEquals("plan line/gsm-1", one.getQuota());
    assertEquals(Measure.MEASURE_MESSAGES, one.getMeasure());
    assertEquals(Measure.MEASURE_UNSPECIFIED, LimitsCommand.reset(List.of("calls")).getMeasure());
  }

  @Test
  void moneyIsCorrectedWithDecimals() {
    CorrectRequest less = LimitsCommand.correct(List.of("cap", "extension/101", "cost", "-1.05"));
    assertEquals("cap extension/101", less.getQuota());
    assertEquals(-1_050_000, less.getMicros());
    assertEquals(-3, LimitsCommand.correct(List.of("cap", "line/a", "minutes", "-3")).getAmount());
    assertEquals(
        "AMOUNT: 1,5 is no amount of up to 8 digits and 6 decimals",
        assertThrows(StartFailure.class, () -> LimitsCommand.correct(List.of("cap", "cost", "1,5")))
            .getMessage());
  }

  @Test
  void aBalanceIsOneLine() {
    assertEquals(
        "plan line/gsm-1: 13 of 100 minutes used, 5 reserved", LimitsCommand.words(BALANCE));
    assertEquals(
        "plan line/gsm-1: 2 of 9 calls used, 0 reserved, since 2026-11-05",
        LimitsCommand.words(
            BALANCE.toBuilder()
                .setMeasure(Measure.MEASURE_CALLS)
                .setPeriod("2026-11-05")
                .setLimit(9)
                .setUsed(2)
                .setReserved(0)
                .build()));
    assertEquals(
        "plan line/gsm-1: 2.999999 of 12.5 cost used, 0 reserved",
        LimitsCommand.words(
            BALANCE.toBuilder()
                .setMeasure(Measure.MEASURE_COST)
                .setLimit(12_500_000)
                .setUsed(2_999_999)
                .setReserved(0)
                .build()));
    assertEquals(
        "plan line/gsm-1: free at this time",
        LimitsCommand.words(BALANCE.toBuilder().setPeriod("free").build()));
  }
}
