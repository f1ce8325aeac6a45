package io.patchbay.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class ReasonTest {
  @Test
  void innermostMessageOfOurOwnIsTheReason() {
    assertEquals("port 'seven' is no number", Reason.of(new UncheckedIOException(badPort())));
  }

  @Test
  void withoutAMessageOfOurOwnTheInnermostIsTheReason() {
    NumberFormatException foreign = noNumber();
    assertEquals(foreign.getMessage(), Reason.of(foreign));
  }

  @Test
  void withoutAnyMessageTheKindIsTheReason() {
    assertEquals("java.lang.InterruptedException", Reason.of(new InterruptedException()));
  }

  private static IOException badPort() {
    return new IOException("port 'seven' is no number", noNumber());
  }

  private static NumberFormatException noNumber() {
    return assertThrows(NumberFormatException.class, () -> Integer.parseInt("seven"));
  }
}
