package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Browser;
import io.patchbay.scenarios.harness.Gateway.Ended;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.ToneFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A call is recorded by a command and by the buttons of the board. Extension 124 consents, with an
/// announcement, and has it as Opus.
@ExtendWith(SharedGateway.class)
class RecordedCallTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(2);
  private static final int ANNOUNCED_HZ = 700;

  private static String talking(Lab lab, Baresip phone, String subscriber) {
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    return lab.records().awaitCall(subscriber, SOON).getCallId();
  }

  private static Path recordings(Lab lab) throws Exception {
    Path edge = lab.gateway().data().resolve("edge");
    Path announcements = Files.createDirectories(edge.resolve("announcements"));
    ToneFile.write(announcements.resolve("told.wav"), ANNOUNCED_HZ, 2);
    return edge.resolve("recordings");
  }

  @Test
  void aCommandBeginsAndEndsARecordingThatABrowserPlays(Lab lab) throws Exception {
    Path folder = recordings(lab);
    Baresip phone = lab.extension("124");
    String subscriber = lab.subscriber();
    String call = talking(lab, phone, subscriber);

    Ended begun = lab.gateway().client("call", "record", call);
    assertEquals(0, begun.exitCode(), begun.output());
    assertTrue(begun.output().contains(" recordings/" + call + "-1.opus"), begun.output());
    Await.until(
        "the announcement at both",
        SOON,
        () ->
            phone.listened().levelAt(ANNOUNCED_HZ) > -35
                && lab.recorded("mobile").levelAt(ANNOUNCED_HZ) > -35);
    lab.awaitTone("mobile", TALK);
    Ended ended = lab.gateway().client("call", "record", "--stop", call);
    assertEquals(0, ended.exitCode(), ended.output());
    Ended again = lab.gateway().client("call", "record", "--stop", call);
    assertEquals(1, again.exitCode(), again.output());
    assertTrue(again.output().endsWith("call " + call + " was not recorded\n"), again.output());
    phone.hangUp();

    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(call + "-1.opus", record.getRecordings(0).getFile());
    assertEquals("", record.getRecordings(0).getCut());
    Path file = folder.resolve(record.getRecordings(0).getFile());
    var sides = lab.keep(new Browser(lab.ready().http())).decode(file);
    assertEquals(2, sides.size());
    for (var side : sides) {
      assertTrue(side.seconds() > 2, side.seconds() + " s");
      assertTrue(side.levelAt(ANNOUNCED_HZ) > -35, "no announcement");
      assertTrue(side.levelAt(ToneFile.HZ) > -25, "no voice");
    }
  }

  @Test
  void whereNobodyConsentsTheCommandSaysSo(Lab lab) throws Exception {
    String call = talking(lab, lab.extension("101"), lab.subscriber());

    Ended refused = lab.gateway().client("call", "record", call);

    assertEquals(1, refused.exitCode());
    assertTrue(refused.output().contains("media.recording.consent"), refused.output());
  }

  @Test
  void theBoardBeginsAndEndsARecording(Lab lab) throws Exception {
    Path folder = recordings(lab);
    Baresip phone = lab.extension("124");
    String subscriber = lab.subscriber();
    String call = talking(lab, phone, subscriber);
    Browser browser = lab.keep(new Browser(lab.ready().http()));
    browser.signIn(lab.ready().consoleUser(), lab.ready().consolePassword());
    browser.awaitText("#calls", subscriber);

    browser.click("button[data-record='" + call + "']");
    browser.awaitText("#toasts", "The call is recorded.");
    browser.screenshot("board-recording-1280");
    Path file = folder.resolve(call + "-1.opus");
    Await.until("a second of it", SOON, () -> Files.exists(file) && Files.size(file) > 500);
    browser.click("button[data-record-stop='" + call + "']");
    browser.awaitText("#toasts", "The recording has ended.");
    browser.click("button[data-hang-up='" + call + "']");
    phone.awaitEvent("CALL_CLOSED", SOON);

    var recording = lab.records().only(subscriber, SOON).getRecordings(0);
    assertEquals(call + "-1.opus", recording.getFile());
    assertTrue(recording.hasEndedAt());
    assertEquals("", browser.complaints());
  }
}
