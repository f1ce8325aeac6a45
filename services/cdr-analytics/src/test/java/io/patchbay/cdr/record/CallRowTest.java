package io.patchbay.cdr.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.patchbay.cdr.Calls;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.cdr.v1.RtpQuality;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallRowTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-20T12:00:00Z");

  private static CallRow row(CallRecord call) {
    return CallRow.of(call, call.toByteArray(), ARRIVED);
  }

  @Test
  void columnsAreTakenFromTheRecordAndItsLegs() {
    CallRow row = row(Calls.call(4));
    assertEquals("call-00000004", row.callId());
    assertEquals(Calls.START.plusSeconds(4), row.startedAt());
    assertEquals(16, row.cause());
    assertEquals(2, row.legs().size());
    assertEquals("extension", row.legs().get(1).kind());
    assertEquals(2, row.legs().get(1).packetsLost());
  }

  @Test
  void withoutStartTheEndAndThenTheArrivalStandsIn() {
    CallRecord ended = Calls.call(1).toBuilder().clearStartedAt().build();
    assertEquals(Calls.START.plusSeconds(71), row(ended).startedAt());
    assertEquals(ARRIVED, row(ended.toBuilder().clearEndedAt().build()).startedAt());
  }

  @Test
  void timesThatDoNotExistCountAsAbsent() {
    Timestamp nonsense = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).setNanos(-5).build();
    assertEquals(
        ARRIVED,
        row(CallRecord.newBuilder().setCallId("x").setStartedAt(nonsense).build()).startedAt());
  }

  @Test
  void whatPostgresqlCannotHoldIsCutAway() {
    CallRow row =
        row(
            CallRecord.newBuilder()
                .setCallId("x")
                .setCallingNumber("1\0002")
                .setCause(-1)
                .addLegs(
                    LegRecord.newBuilder().setRtp(RtpQuality.newBuilder().setJitterMs(Double.NaN)))
                .build());
    assertEquals("12", row.callingNumber());
    assertTrue(row.cause() > 0);
    assertEquals(0, row.legs().getFirst().jitterMs());
  }

  @Test
  void recordsWithoutIdOrWithTooManyLegsAreNone() {
    assertThrows(IllegalArgumentException.class, () -> row(CallRecord.getDefaultInstance()));
    CallRecord.Builder many = CallRecord.newBuilder().setCallId("x");
    for (int i = 0; i < 65; i++) {
      many.addLegs(LegRecord.getDefaultInstance());
    }
    assertThrows(IllegalArgumentException.class, () -> row(many.build()));
  }

  @Test
  void pageTokensComeBackAsTheyWereToTheMicrosecond() {
    PageToken token = new PageToken(Instant.parse("2026-11-20T10:00:00.123456789Z"), "call 1 ü");
    assertEquals(token, PageToken.decode(token.encode()));
    assertEquals(Instant.parse("2026-11-20T10:00:00.123456Z"), token.startedAt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "AAAA", "MjAyNi0xMS0yMFQxMDowMDowMA", "ICBhYmM", "eCB5"})
  void foreignPageTokensAreRefused(String token) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PageToken.decode(token));
    assertEquals("page_token: not one this service gave", e.getMessage());
  }
}
