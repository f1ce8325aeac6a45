package io.patchbay.routing.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.EmergencySpec;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.EmergencyRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelfTestsTest {
  @ParameterizedTest(name = "{0} {1} at {2}: {3}")
  @CsvSource({
    "03:30, '', 2026-11-22T03:29:59Z, none",
    "03:30, '', 2026-11-22T03:30:00Z, 2026-11-22T03:30:00Z",
    "03:30, '', 2026-11-22T04:29:59Z, 2026-11-22T03:30:00Z",
    "03:30, '', 2026-11-22T04:30:00Z, none",
    "23:50, '', 2026-11-23T00:10:00Z, 2026-11-22T23:50:00Z",
    "03:30, Asia/Shanghai, 2026-11-21T19:31:00Z, 2026-11-21T19:30:00Z",
    // there is no 02:30 that day: the clock goes from two to three
    "02:30, Europe/Berlin, 2026-03-29T01:31:00Z, 2026-03-29T01:30:00Z",
    // and twice that time on this one: it is the first
    "02:30, Europe/Berlin, 2026-10-25T00:31:00Z, 2026-10-25T00:30:00Z",
    "02:30, Europe/Berlin, 2026-10-25T01:31:00Z, none",
    "'', '', 2026-11-22T03:30:00Z, none",
  })
  void itIsDueOnceADayAndMadeUpForAnHour(String time, String zone, Instant now, String due) {
    EmergencySpec spec =
        EmergencySpec.newBuilder().setSelfTestAt(time).setSelfTestZone(zone).build();
    assertEquals(due, SelfTests.due(spec, now).map(Instant::toString).orElse("none"));
  }

  @Test
  void callersWithTheSameTroubleAreNamedTogether() {
    EmergencyReport.Builder report = EmergencyReport.newBuilder();
    for (int i = 1; i <= 7; i++) {
      report.addRows(
          EmergencyRow.newBuilder().setCaller("extension/10" + i).setWarning("no line is free"));
    }
    report.addRows(EmergencyRow.newBuilder().setCaller("extension/200"));
    report.addRows(EmergencyRow.newBuilder().setCaller("line/fxs-1").setWarning("no line"));
    assertEquals(
        List.of(
            "line/fxs-1: no line",
            "extension/101, extension/102, extension/103, extension/104, extension/105 and 2 more:"
                + " no line is free"),
        SelfTests.problems(report.build()));
    assertEquals(List.of(), SelfTests.problems(EmergencyReport.getDefaultInstance()));
  }
}
