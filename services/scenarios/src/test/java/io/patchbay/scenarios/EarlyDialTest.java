package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A phone whose digits go out key by key to a peer that says when it has them all (AT-013). To the
/// PBX is 8 and a number.
@ExtendWith(SharedGateway.class)
class EarlyDialTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /// Less than the pause that ends a number.
  private static final Duration EARLY = Duration.ofSeconds(2);

  @AfterEach
  void handsetsDown(Lab lab) {
    lab.handsetsDown();
  }

  private static AutoCloseable earlyDial(Lab lab) {
    Document before = lab.records().document("Line", "fxs-1").toBuilder().clearRevision().build();
    Document.Builder after = before.toBuilder();
    after.getLineBuilder().setEarlyDial(true);
    lab.records().put(after.build());
    return () -> lab.records().put(before);
  }

  private static List<String> invites(Sipp pbx) throws IOException {
    return pbx.messages()
        .lines()
        .filter(line -> line.startsWith("INVITE sip:"))
        .map(line -> line.substring("INVITE sip:".length(), line.indexOf('@')))
        .toList();
  }

  @Test
  void aPeerThatWantsMoreGetsAnInviteWithEachKey(Lab lab) throws Exception { // AT-013
    Sipp pbx = lab.pbx(Scenario.of("uas_overlap").media(lab.media(G711.PCMU), G711.PCMU));
    try (var _ = earlyDial(lab)) {
      Await.until(
          "the phone dials early",
          Duration.ofSeconds(60),
          () -> {
            lab.phone("fxs-1").liftForDialTone(lab.recording("tone"));
            lab.phone("fxs-1").dial("81");
            if (pbx.hasMessage("INVITE sip:1@", EARLY)) {
              return true;
            }
            // it has not read the document yet
            lab.phone("fxs-1").hangUp();
            return false;
          });
      for (String number : List.of("10", "100", "1008")) {
        lab.phone("fxs-1").dial(number.substring(number.length() - 1));
        pbx.awaitMessage("INVITE sip:" + number + "@", EARLY);
      }
      pbx.awaitMessage("ACK sip:pbx@", SOON);
      lab.phone("fxs-1").hangUp();
      pbx.awaitSuccess(SOON);
    }
    assertEquals(List.of("1", "10", "100", "1008"), invites(pbx));
    CallRecord record = lab.records().only("201", lab.began(), SOON);
    assertEquals("81008", record.getCalledNumber());
    assertEquals("1008", record.getDialledNumber());
    assertEquals(16, record.getCause());
    assertEquals(2, record.getLegsCount());
  }

  @Test
  void withoutItThereIsOneInviteWithTheWholeNumber(Lab lab) throws Exception { // AT-013
    Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(lab.media(G711.PCMU), G711.PCMU));
    lab.phone("fxs-2").liftForDialTone(lab.recording("tone"));
    lab.phone("fxs-2").dial("81008#");
    pbx.awaitMessage("ACK sip:pbx@", SOON);
    lab.phone("fxs-2").hangUp();
    pbx.awaitSuccess(SOON);
    assertEquals(List.of("1008"), invites(pbx));
  }
}
