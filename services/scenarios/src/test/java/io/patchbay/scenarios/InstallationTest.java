package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Gateway.Ended;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Starting, stopping, starting again; and starts that must not succeed.
@ExtendWith(SharedGateway.class)
class InstallationTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void aSecondInstallationRunsBesideStopsQuicklyAndKeepsEverythingOverARestart(Lab lab)
      throws Exception {
    try (Gateway second = Gateway.start()) {
      String subscriber = lab.subscriber();
      try (Lab other = new Lab(second)) {
        assertNotEquals(lab.ready().sipUdp(), other.ready().sipUdp());
        Baresip phone = other.extension("101");
        phone.dial(other.uri(subscriber));
        other.world().answer(subscriber, other.talking("mobile"));
        phone.awaitEvent("CALL_ESTABLISHED", SOON);
        phone.hangUp();
        assertEquals(16, other.records().only(subscriber, SOON).getCause());
        assertTrue(lab.records().withNumber(subscriber).isEmpty(), "the two share records");
        assertEquals(1, other.world().sms(subscriber, "gsm-1", "kept?"));
        io.patchbay.scenarios.harness.Await.until(
            "message", SOON, () -> messages(other.records(), subscriber) == 1);
      }
      String password = second.ready().password("101");

      Duration stopping = second.stop();
      second.restart();

      assertTrue(stopping.compareTo(Duration.ofSeconds(5)) < 0, "SIGTERM took " + stopping);
      assertEquals(password, second.ready().password("101"));
      try (Records records = new Records(second.ready())) {
        assertEquals(16, records.only(subscriber, SOON).getCause());
        assertEquals(1, messages(records, subscriber));
      }
    }
  }

  private static int messages(Records records, String peer) {
    return records
        .messages()
        .listMessages(ListMessagesRequest.newBuilder().setPeer(peer).build())
        .getMessagesCount();
  }

  @Test
  void aTakenPortEndsTheStart(Lab lab, @TempDir Path data) throws Exception {
    assertRefused(
        Gateway.runToEnd(data, lab.gateway().offset()), String.valueOf(lab.ready().sipUdp()));
  }

  @Test
  void aDirectoryInUseEndsTheStart(Lab lab) throws Exception {
    assertRefused(
        Gateway.runToEnd(lab.gateway().data(), Gateway.freeOffset()),
        lab.gateway().data().toString());
  }

  @Test
  void aDirectoryThatCannotBeWrittenEndsTheStart() throws Exception {
    Path impossible = Path.of("/proc/patchbay-cannot-be-here");
    assertRefused(Gateway.runToEnd(impossible, Gateway.freeOffset()), impossible.toString());
  }

  @Test
  void aBadDocumentEndsTheStartNamingFilePathAndValue(@TempDir Path data, @TempDir Path documents)
      throws Exception {
    Files.writeString(
        documents.resolve("lines.yaml"),
        """
        kind: Line
        name: gsm-9
        spec:
          edge: edge-1
          kind: sim
          driver: gsm-at
          numbr: "+8613900000009"
        """);

    Ended ended = Gateway.runToEnd(data, Gateway.freeOffset(), "--config", documents.toString());

    assertRefused(ended, "numbr");
    assertTrue(ended.output().contains("lines.yaml"), ended.output());
  }

  private static void assertRefused(Ended ended, String named) {
    assertEquals(2, ended.exitCode(), ended.output());
    long problems = ended.output().lines().filter(line -> line.startsWith("patchbay:")).count();
    assertEquals(1, problems, ended.output());
    assertTrue(ended.output().contains(named), ended.output());
    assertTrue(!ended.output().contains("\tat "), "a stack trace: " + ended.output());
  }
}
