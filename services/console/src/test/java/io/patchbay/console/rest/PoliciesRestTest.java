package io.patchbay.console.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.live.Board;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.RestoreRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Red lines, and what restores them (G-245).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PoliciesRestTest {
  private static final String OPERATOR = "olga:olgapass";
  private static final String VIEWER = "victor:victorpass";
  private static final String JSON = "application/json";
  private static final String RESTORE = "/api/policies/restore";

  private final FakeServices services = new FakeServices();
  private final Console console;

  PoliciesRestTest(@TempDir Path directory) throws IOException {
    console = Console.start(directory, Map.of("patchbay.dial-plan", services.address()));
  }

  @AfterAll
  void stop() {
    console.close();
    services.close();
  }

  private static PolicyStateRecord.Builder state(long revision) {
    return PolicyStateRecord.newBuilder().setSubject("line/gsm-1").setRevision(revision);
  }

  @Test
  void aLineThatAPolicyHasDisabledIsRedUntilItIsRestored() {
    Board board = console.get(Board.class);
    PolicyStateRecord off =
        state(1)
            .addFirings(
                PolicyFiring.newBuilder()
                    .setPolicy("dead")
                    .setReason("3 calls in a row did not ring")
                    .setAt(Timestamps.fromSeconds(1_763_800_000))
                    .addActions(PolicyAction.POLICY_ACTION_DISABLE_CALL_OUT))
            .build();
    board.policy(off);
    String page = console.get(OPERATOR, "/").body();
    assertTrue(page.matches("(?s).*id=\"line-gsm-1\" class=\"[a-z ]*red\".*"), page);
    assertTrue(page.contains("disabled by run policy dead (3 calls in a row did not ring)"), page);
    assertTrue(page.contains("data-restore=\"gsm-1\""), page);
    assertTrue(page.contains("data-restore-selected"), page);
    String line = console.get(VIEWER, "/api/lines/gsm-1").body();
    assertTrue(line.contains("\"policies\":[{\"policy\":\"dead\""), line);
    board.policy(state(2).build());
    board.policy(off);
    String after = console.get(OPERATOR, "/").body();
    assertFalse(after.contains("data-restore"), after);
  }

  @Test
  void aCallForHelpThatNobodyTookIsOnTheBoardUntilItIsAcknowledged() { // E4, 8
    Board board = console.get(Board.class);
    PolicyStateRecord.Builder state =
        PolicyStateRecord.newBuilder().setSubject("emergency/extension/101").setRevision(1);
    board.policy(
        state
            .addFirings(
                PolicyFiring.newBuilder()
                    .setPolicy("emergency-call-failed")
                    .setReason("extension 101 dialled <112>, and nobody answered (cause 34)")
                    .setAt(Timestamps.fromSeconds(1_763_800_000)))
            .build());
    String page = console.get(OPERATOR, "/").body();
    assertTrue(page.contains("Look after emergency calls"), page);
    assertTrue(page.contains("extension 101 dialled &lt;112&gt;, and nobody answered"), page);
    assertTrue(page.contains("data-restore-subject=\"emergency/extension/101\""), page);
    String wanted = "{\"subjects\":[\"emergency/extension/101\"]}";
    assertEquals(403, console.send(VIEWER, "POST", RESTORE, JSON, wanted).statusCode());
    assertEquals(200, console.send(OPERATOR, "POST", RESTORE, JSON, wanted).statusCode());
    board.policy(state.clearFirings().setRevision(2).build());
    assertFalse(console.get(OPERATOR, "/").body().contains("Look after emergency calls"));
  }

  @Test
  void alarmsOfExtensionsTrunksAndSharedLimitsAreOnTheBoard() {
    Board board = console.get(Board.class);
    for (String subject : new String[] {"extension/101", "trunk/pbx", "limit/guard"}) {
      board.policy(
          PolicyStateRecord.newBuilder()
              .setSubject(subject)
              .setRevision(1)
              .addFirings(
                  PolicyFiring.newBuilder()
                      .setPolicy("limit cap " + subject)
                      .setReason("more than <20> calls within 5 min")
                      .setAt(Timestamps.fromSeconds(1_763_800_000)))
              .build());
    }
    String page = console.get(VIEWER, "/").body();
    for (String subject : new String[] {"extension/101", "trunk/pbx", "limit/guard"}) {
      assertTrue(page.contains("data-restore-subject=\"" + subject + "\""), page);
      assertTrue(
          page.contains(
              "reported by limit cap " + subject + " (more than &lt;20&gt; calls within 5 min)"),
          page);
    }
    HttpResponse<String> done =
        console.send(
            OPERATOR, "POST", RESTORE, JSON, "{\"subjects\":[\"extension/101\",\"limit/guard\"]}");
    assertEquals(200, done.statusCode(), done.body());
    assertTrue(
        services.asked.contains(
            RestoreRequest.newBuilder()
                .addSubjects("extension/101")
                .addSubjects("limit/guard")
                .build()));
    for (String subject : new String[] {"extension/101", "trunk/pbx", "limit/guard"}) {
      board.policy(PolicyStateRecord.newBuilder().setSubject(subject).setRevision(2).build());
    }
    assertFalse(console.get(VIEWER, "/").body().contains("data-restore-subject"));
  }

  @Test
  void anOperatorRestoresSeveralLinesAndItIsNoted() {
    String two = "{\"lines\":[\"gsm-1\",\"gsm-2\"]}";
    assertEquals(403, console.send(VIEWER, "POST", RESTORE, JSON, two).statusCode());
    assertEquals(400, console.send(OPERATOR, "POST", RESTORE, JSON, "{}").statusCode());
    HttpResponse<String> done = console.send(OPERATOR, "POST", RESTORE, JSON, two);
    assertEquals(200, done.statusCode(), done.body());
    assertTrue(
        services.asked.contains(
            RestoreRequest.newBuilder()
                .addSubjects("line/gsm-1")
                .addSubjects("line/gsm-2")
                .build()));
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(entry ->
                entry.getAction().equals("line-restore")
                    && entry.getObject().equals("gsm-1 gsm-2")));
  }
}
