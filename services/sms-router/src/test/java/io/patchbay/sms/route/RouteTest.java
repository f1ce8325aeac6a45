package io.patchbay.sms.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
  private static final List<String> LINES = List.of("gsm-1", "gsm-2");

  @ParameterizedTest
  @CsvSource({
    "+CMS ERROR: 1,   MESSAGE",
    "+CMS ERROR: 28,  MESSAGE",
    "+CMS ERROR: 111, MESSAGE",
    "+CMS ERROR: 8,   LINE",
    "+CMS ERROR: 10,  LINE",
    "+CMS ERROR: 310, LINE",
    "+CMS ERROR: 38,  TEMPORARY",
    "+CMS ERROR: 41,  TEMPORARY",
    "+CMS ERROR: 42,  TEMPORARY",
    "+CMS ERROR: 500, TEMPORARY",
    "no carrier,      TEMPORARY",
  })
  void theCmsErrorTellsWhatCanBeDone(String reason, Refusal.Kind kind) {
    assertEquals(new Refusal(kind, reason), Refusal.rejected(reason));
  }

  private static Retry after(Refusal.Kind kind, String line, int tries, boolean bound) {
    return Retry.after(new Refusal(kind, "why"), LINES, line, tries, bound);
  }

  @Test
  void aTemporaryErrorGoesOnAtOnceWithTheNextLineAndPausesWhenAllWereTried() {
    assertEquals(
        new Retry.On("gsm-2", Duration.ZERO), after(Refusal.Kind.TEMPORARY, "gsm-1", 1, false));
    assertEquals(
        new Retry.On("gsm-1", Duration.ofSeconds(2)),
        after(Refusal.Kind.TEMPORARY, "gsm-2", 2, false));
    assertEquals(
        new Retry.On("gsm-1", Duration.ofSeconds(4)),
        after(Refusal.Kind.TEMPORARY, "gsm-2", 4, false));
    assertEquals(
        new Retry.On("gsm-1", Duration.ofMinutes(5)),
        after(Refusal.Kind.TEMPORARY, "gsm-2", 400, false));
  }

  @Test
  void aMessageOfWhichAPartHasLeftStaysOnItsLine() {
    assertEquals(
        new Retry.On("gsm-1", Duration.ofSeconds(2)),
        after(Refusal.Kind.TEMPORARY, "gsm-1", 1, true));
    assertEquals(new Retry.GiveUp("why"), after(Refusal.Kind.LINE, "gsm-1", 1, true));
  }

  @Test
  void aBarredLineIsPassedOverUntilNoneIsLeft() {
    assertEquals(new Retry.On("gsm-2", Duration.ZERO), after(Refusal.Kind.LINE, "gsm-1", 1, false));
    assertEquals(new Retry.GiveUp("why"), after(Refusal.Kind.LINE, "gsm-2", 2, false));
    assertEquals(new Retry.GiveUp("why"), after(Refusal.Kind.MESSAGE, "gsm-1", 1, false));
  }

  @ParameterizedTest
  @CsvSource({
    "+86 138-0013 8000, +8613800138000",
    "(010) 6555.1234, 01065551234",
    "*100#, *100#",
    "10086, 10086"
  })
  void separatorsAreTakenOutOfNumbers(String written, String number) {
    assertEquals(number, Recipient.of(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "alice", "12+34", "123456789012345678901", "1;DROP", "٣٤٥"})
  void whatIsNoNumberIsNamed(String written) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Recipient.of(written));
    assertTrue(String.valueOf(e.getMessage()).contains("`" + written + "`"), e.getMessage());
  }
}
