package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.fax.FaxPage;
import io.patchbay.media.fax.T30;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.FaxFarEnd;
import io.patchbay.scenarios.harness.FaxMachine;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A page of a fax machine at an analogue line reaches one in the IP network as it was, and back.
/// The fax machines are spandsp's.
@ExtendWith(SharedGateway.class)
class FaxTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration PAGE = Duration.ofMinutes(2);

  private final FaxPage page = FaxPage.random(140, 11);

  @TempDir private Path folder;

  @BeforeEach
  void aPageToSend() throws Exception {
    assumeTrue(T30.available(), "libspandsp2 is not installed");
    page.write(sent());
  }

  @AfterEach
  void handsetsDown(Lab lab) {
    lab.handsetsDown();
  }

  private Path sent() {
    return folder.resolve("sent.tif");
  }

  private Path received() {
    return folder.resolve("received.tif");
  }

  /// A machine at `fxs-1` dials the far end and sends its page; returns the far end's leg.
  private LegRecord faxTo(Lab lab, String user, FaxFarEnd.T38 t38, int asked) throws Exception {
    var far = lab.keep(FaxFarEnd.receives(lab.ready(), user, t38, received()));
    var machine = lab.keep(FaxMachine.sends(sent()));
    var line = dial(lab, user);
    far.awaitTalking(SOON);
    line.talk(machine);
    far.awaitOver(PAGE);
    Await.until("end of the fax at the line", SOON, machine::over);
    line.hangUp();
    far.awaitEnded(SOON);
    assertEquals(asked, far.asked(), "times asked for T.38");
    return assertArrived(lab, user, far, machine);
  }

  private static Handset dial(Lab lab, String number) {
    var line = lab.phone("fxs-1");
    line.liftForDialTone(lab.recording("dial-tone"));
    line.dial(number + "#");
    return line;
  }

  /// The far end calls a machine at `fxs-2` and sends its page; returns the far end's leg.
  private LegRecord faxFrom(Lab lab, FaxFarEnd far) throws Exception {
    var machine = lab.keep(FaxMachine.receives(received()));
    var line = lab.phone("fxs-2");
    far.call("202");
    lab.world().await("fxs-2", "ring", "");
    line.lift(lab.recording("fax"));
    line.talk(machine);
    far.awaitTalking(SOON);
    far.awaitOver(PAGE);
    Await.until("end of the fax at the line", SOON, machine::over);
    far.hangUp();
    far.awaitEnded(SOON);
    return assertArrived(lab, "131", far, machine);
  }

  private LegRecord assertArrived(Lab lab, String user, FaxFarEnd far, FaxMachine machine)
      throws Exception {
    var record = lab.records().only(user, lab.began(), SOON);
    var leg = Records.leg(record, user);
    assertEquals(0, far.result(), leg::toString);
    assertEquals(0, machine.result(), leg::toString);
    var arrived = FaxPage.read(received());
    assertEquals(page.bits().length, arrived.bits().length);
    for (int y = 0; y < page.bits().length; y++) {
      assertArrayEquals(page.bits()[y], arrived.bits()[y], "line " + y);
    }
    assertEquals(16, record.getCause());
    return leg;
  }

  @Test
  void aLinesPageReachesAPeerThatAsksForT38(Lab lab) throws Exception {
    var leg = faxTo(lab, "131", FaxFarEnd.T38.ASKS, 0);
    assertFax(leg);
  }

  @Test
  void aPeersPageReachesALineThatAsksForT38(Lab lab) throws Exception {
    var far = lab.keep(FaxFarEnd.sends(lab.ready(), "131", FaxFarEnd.T38.TAKES, sent()));
    var leg = faxFrom(lab, far);
    assertEquals(1, far.asked(), "times asked for T.38");
    assertFax(leg);
  }

  @Test
  void aPageReachesAPeerThatRefusesT38ByG711(Lab lab) throws Exception {
    var leg = faxTo(lab, "132", FaxFarEnd.T38.REFUSES, 1);
    assertEquals(0, leg.getRtp().getFaxPages(), leg.toString());
  }

  @Test
  void aPagePassesThroughWhereT38IsNotToBeAskedFor(Lab lab) throws Exception {
    var leg = faxTo(lab, "133", FaxFarEnd.T38.TAKES, 0);
    assertEquals(0, leg.getRtp().getFaxPages(), leg.toString());
  }

  @Test
  void aPeerThatCallsWithT38AloneReachesALine(Lab lab) throws Exception {
    var far = lab.keep(FaxFarEnd.sends(lab.ready(), "131", FaxFarEnd.T38.ONLY, sent()));
    var leg = faxFrom(lab, far);
    assertEquals(0, far.asked(), "times asked for T.38");
    assertFax(leg);
  }

  @Test
  void aFaxWhoseModemsAreKilledGoesBackToAudioAndTheRecordSaysSo(Lab lab) throws Exception {
    var far = lab.keep(FaxFarEnd.receives(lab.ready(), "131", FaxFarEnd.T38.ASKS, received()));
    var machine = lab.keep(FaxMachine.sends(sent()));
    var line = dial(lab, "131");
    far.awaitTalking(SOON);
    line.talk(machine);
    far.awaitT38(SOON);
    lab.gateway().child("io.patchbay.media.fax.worker.FaxWorkerMain", SOON).destroyForcibly();
    far.awaitAudio(SOON);
    line.hangUp();
    far.awaitEnded(SOON);
    var record = lab.records().only("131", lab.began(), SOON);
    assertEquals(16, record.getCause());
    assertTrue(Records.leg(record, "131").getRtp().getFaxLost(), record.toString());
  }

  private static void assertFax(LegRecord leg) {
    assertEquals(14_400, leg.getRtp().getFaxBitRate(), leg.toString());
    assertEquals(1, leg.getRtp().getFaxPages(), leg.toString());
    assertTrue(leg.getRtp().getFaxEcm(), leg.toString());
  }
}
