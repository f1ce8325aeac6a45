package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.edge.v1.Cell;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.edge.v1.TraceEntry;
import io.patchbay.proto.line.v1.ControlLineRequest;
import io.patchbay.proto.line.v1.GetLineRequest;
import io.patchbay.proto.line.v1.LineAction;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.line.v1.ListCellsRequest;
import io.patchbay.proto.line.v1.ReadAtLogRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What can be seen of a SIM line's hardware, and done to it, by a program and by hand.
@ExtendWith(SharedGateway.class)
class LineTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String LINE = "gsm-4";

  private static LinesGrpc.LinesBlockingStub lines(Lab lab) {
    return LinesGrpc.newBlockingStub(lab.records().channel())
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private static void act(Lab lab, LineAction action) {
    var _ =
        lines(lab)
            .controlLine(ControlLineRequest.newBuilder().setLine(LINE).setAction(action).build());
  }

  private static LineStatus status(Lab lab) {
    return lines(lab).getLine(GetLineRequest.newBuilder().setLine(LINE).build()).getStatus();
  }

  private static void await(Lab lab, String what, Predicate<LineStatus> wanted) {
    Await.until(LINE + ": " + what, SOON, () -> wanted.test(status(lab)));
  }

  private static boolean serves(LineStatus status) {
    return status.getState() == LineState.LINE_STATE_IN_SERVICE;
  }

  @Test
  void aLineInMaintenanceHasItsModuleOffAndTakesNoCallUntilThatEnds(Lab lab) {
    act(lab, LineAction.LINE_ACTION_MAINTENANCE_BEGIN);
    try {
      await(
          lab,
          "its module is off",
          status ->
              status.getReason().equals("in maintenance: the module is switched off")
                  && status.getState() == LineState.LINE_STATE_OUT_OF_SERVICE);
      String caller = lab.subscriber();
      lab.world().call(caller, LINE, lab.talking("nobody"));
      lab.world().await(caller, "released", "");
    } finally {
      act(lab, LineAction.LINE_ACTION_MAINTENANCE_END);
    }
    await(lab, "in service again", LineTest::serves);
  }

  @Test
  void aSettingReachesTheLineAndOneThatIsWrongIsAnAlarmAndNothingElse(Lab lab) {
    Document before = lab.records().document("Line", LINE).toBuilder().clearRevision().build();
    Document.Builder wrong = before.toBuilder();
    wrong.getLineBuilder().putSettings("operator", "mobile");
    Document.Builder other = before.toBuilder();
    other.getLineBuilder().putSettings("operator", "46001");
    try {
      lab.records().put(wrong.build());
      await(
          lab,
          "the wrong setting is named",
          status ->
              serves(status)
                  && status.getAlarmsOrDefault("document", "").contains("operator: 'mobile'"));
      lab.records().put(other.build());
      await(
          lab,
          "the operator does not want it",
          status ->
              serves(status)
                  && status.getAlarmsOrDefault("operator", "").contains("+CME ERROR: 32")
                  && !status.containsAlarms("document"));
    } finally {
      lab.records().put(before);
    }
    await(lab, "as before", status -> serves(status) && status.getAlarmsCount() == 0);
  }

  @Test
  void theStationsAroundAreToldTheServingOneFirst(Lab lab) {
    List<Cell> cells =
        lines(lab).listCells(ListCellsRequest.newBuilder().setLine(LINE).build()).getCellsList();
    assertEquals(7, cells.size());
    assertTrue(cells.getFirst().getServing());
    assertEquals("LTE 1300 -92", words(cells.getFirst()));
    assertEquals("LTE 1325 -95", words(cells.get(1)));
    var analogue =
        assertThrows(
            StatusRuntimeException.class,
            () -> lines(lab).listCells(ListCellsRequest.newBuilder().setLine("fxs-1").build()));
    assertEquals(Status.Code.INVALID_ARGUMENT, analogue.getStatus().getCode());
  }

  private static String words(Cell cell) {
    return cell.getTechnology() + " " + cell.getChannel() + " " + cell.getLevelDbm();
  }

  @Test
  void theAtLogIsWatchedAndHoldsNoTextOfMessagesUnlessAsked(Lab lab) throws Exception {
    String peer = lab.subscriber();
    long before = last(read(lab, 0, false));
    lab.world().sms(peer, LINE, "for your eyes only");
    Await.until(
        "the message in the AT log",
        SOON,
        () ->
            read(lab, before, false).stream()
                .anyMatch(entry -> entry.getText().startsWith("(message, ")));
    assertFalse(
        read(lab, before, false).stream()
            .anyMatch(entry -> entry.getText().matches("[0-9A-F]{40,}")));
    assertTrue(
        read(lab, before, true).stream()
            .anyMatch(entry -> entry.getText().matches("[0-9A-F]{40,}")));

    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.awaitText("#line-" + LINE, LINE);
    browser.open("/lines/" + LINE);
    browser.awaitText("#feed", "live");
    browser.click("#at-watch");
    browser.awaitText("#at-log", "> AT+CSQ");
    browser.click("#cells-watch");
    browser.awaitText("#cells", "LTE 1300 serving");
    for (int width : new int[] {1280, 390}) {
      browser.width(width);
      browser.screenshot("line-hardware-" + width);
      assertFalse(browser.overflows(), "wider than " + width);
    }
    assertEquals("", browser.complaints());
  }

  private static List<TraceEntry> read(Lab lab, long after, boolean whole) {
    return lines(lab)
        .readAtLog(
            ReadAtLogRequest.newBuilder().setLine(LINE).setAfter(after).setWhole(whole).build())
        .getEntriesList();
  }

  private static long last(List<TraceEntry> entries) {
    return entries.isEmpty() ? 0 : entries.getLast().getSequence();
  }
}
