package io.patchbay.trunk.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.edge.v1.LineReport;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.LineUse.Radio;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a sip-trunk that decides alone knows of lines.
final class LineTableTest {
  private final LineTable table = new LineTable();

  @Test
  void theNetworkOfALineIsKnownWithoutDialPlan() {
    LineStatus status =
        LineStatus.newBuilder()
            .setState(LineState.LINE_STATE_IN_SERVICE)
            .setRegistration("roaming")
            .setOperator("Telekom.de")
            .setSignalDbm(-70)
            .putIdentity("network", "26201")
            .putIdentity("imsi", "460001234567890")
            .build();
    table.hello("e", List.of(LineReport.newBuilder().setName("a").setStatus(status).build()));
    assertEquals(
        new Radio("roaming", "Telekom.de", -70, "26201", List.of("CN")), table.of("a").radio());
    assertEquals(Condition.FREE, table.of("a").condition());
    assertEquals(Condition.UNKNOWN, table.of("b").condition());
  }
}
