package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.policy.v1.RouteRequest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainCommandTest {
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-22T12:00:00+08:00");

  private static RouteRequest request(String... arguments) {
    return ExplainCommand.request(ClientOptions.parse(List.of(arguments)), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "101,ORIGIN_KIND_EXTENSION,101,101",
    "extension/101,ORIGIN_KIND_EXTENSION,101,101",
    "line/gsm-1,ORIGIN_KIND_LINE,gsm-1,''",
    "trunk/pbx,ORIGIN_KIND_TRUNK,pbx,''",
    "api,ORIGIN_KIND_API,'',''"
  })
  void whoCallsIsAnExtensionALineATrunkOrAProgram(
      String from, String kind, String origin, String calling) {
    RouteRequest request = request(from, "→", "13012345678");
    assertEquals(kind, request.getOriginKind().name());
    assertEquals(origin, request.getOrigin());
    assertEquals(calling, request.getCallingNumber());
    assertEquals("13012345678", request.getCalledNumber());
    assertEquals(NOW.toEpochSecond(), request.getAt().getSeconds());
  }

  @ParameterizedTest
  @CsvSource({
    "18:30,2026-11-22T10:30:00Z",
    "18:30:15,2026-11-22T10:30:15Z",
    "2026-12-24T18:30,2026-12-24T10:30:00Z",
    "2026-12-24T18:30:00Z,2026-12-24T18:30:00Z",
    "2026-12-24T18:30+01:00,2026-12-24T17:30:00Z"
  })
  void aTimeWithoutZoneOrDayIsHereAndToday(String text, Instant meant) {
    long seconds = meant.getEpochSecond();
    assertEquals(seconds, request("101", "5", "at", text).getAt().getSeconds());
    assertEquals(seconds, request("--at", text, "101", "5").getAt().getSeconds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"25:00", "noon", "2026-02-30T10:00", "2026-12-24"})
  void whatIsNoTimeIsNamed(String text) {
    var failure = assertThrows(StartFailure.class, () -> request("101", "5", "at", text));
    assertTrue(String.valueOf(failure.getMessage()).contains("'" + text + "'"), failure::toString);
  }

  @Test
  void aCallerIsNotGuessed() {
    assertThrows(StartFailure.class, () -> request("13012345678"));
    assertThrows(StartFailure.class, () -> request("phone/101", "5"));
  }
}
