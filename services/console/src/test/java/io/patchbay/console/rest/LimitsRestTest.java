package io.patchbay.console.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.console.api.PolicyWatch;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.ReplayRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Limits, the kill switch, replays and emergency warnings: pages and REST.
final class LimitsRestTest {
  private static final String ADMIN = "admin:adminpass";
  private static final String OPERATOR = "olga:olgapass";
  private static final String VIEWER = "victor:victorpass";
  private static final String JSON = "application/json";

  private final FakeServices services = new FakeServices();
  private final Console console;

  LimitsRestTest(@TempDir Path directory) throws IOException {
    services.balances.add(balance(Measure.MEASURE_MINUTES, 6_000, 5_281));
    services.balances.add(balance(Measure.MEASURE_MESSAGES, 5, 5));
    services.balances.add(balance(Measure.MEASURE_COST, 12_500_000, 2_999_999));
    services.emergency.add(row("extension/101", "no line: only trunk pbx"));
    services.emergency.add(row("extension/102", "no line: only trunk pbx"));
    services.emergency.add(row("line/fxs-1", ""));
    console =
        Console.start(
            directory,
            Map.of(
                "patchbay.dial-plan", services.address(),
                "patchbay.cdr-analytics", services.address()));
    PolicyWatch watch = console.get(PolicyWatch.class);
    Console.await(() -> !watch.balances().isEmpty() && !watch.warnings().isEmpty());
  }

  private static Balance balance(Measure measure, long limit, long used) {
    return Balance.newBuilder()
        .setQuota("sim <plan> line/gsm-1")
        .setMeasure(measure)
        .setLimit(limit)
        .setUsed(used)
        .build();
  }

  private static EmergencyRow row(String caller, String warning) {
    return EmergencyRow.newBuilder()
        .setCaller(caller)
        .setSite("berlin")
        .setWarning(warning)
        .build();
  }

  @AfterEach
  void stop() {
    console.close();
    services.close();
  }

  @Test
  void theBoardSaysWhatIsLeftOfALineAndThatEmergencyCallsHaveNoWayOut() {
    String board = console.get(VIEWER, "/").body();
    assertTrue(board.contains("11 minutes, 0 messages, 9.500001 cost left"), board);
    assertTrue(
        board.contains("site berlin, extension/101, extension/102: no line: only trunk pbx"),
        board);
    assertFalse(board.contains("line/fxs-1:"), board);
    assertTrue(console.get(VIEWER, "/lines/gsm-1/facts").body().contains("11 minutes, 0 messages"));
    services.emergency.clear();
    assertTrue(
        console.get(VIEWER, "/").body().contains("only trunk pbx"),
        "it stays until dial-plan says otherwise");
  }

  @Test
  void thePageListsLimitsAndWhoIsStopped() {
    HttpResponse<String> stopped =
        console.send(
            ADMIN,
            "PUT",
            "/api/documents/Bar/kill-switch",
            JSON,
            "{\"kind\":\"Bar\",\"name\":\"kill-switch\",\"bar\":{\"on\":[\"*\"],\"reason\":\"<fraud>\"}}");
    assertEquals(200, stopped.statusCode(), stopped.body());
    String page = console.get(VIEWER, "/limits").body();
    assertTrue(page.contains("sim &lt;plan&gt; line/gsm-1"), page);
    assertTrue(page.contains("100 minutes"), page);
    assertTrue(page.contains("12.5 cost"), page);
    assertTrue(page.contains(">2.999999<"), page);
    assertTrue(page.contains("&lt;fraud&gt;"), page);
    assertTrue(page.contains("everybody"), page);
  }

  @Test
  void aLimitBeginsAnewOneMeasureAtATimeAndItIsNoted() {
    String body = "{\"limit\":\"sim <plan> line/gsm-1\",\"measure\":\"messages\"}";
    assertEquals(403, console.send(VIEWER, "POST", "/api/limits/reset", JSON, body).statusCode());
    HttpResponse<String> reset = console.send(OPERATOR, "POST", "/api/limits/reset", JSON, body);
    assertEquals(200, reset.statusCode(), reset.body());
    assertFalse(reset.body().contains("MESSAGES"), reset.body());
    assertEquals(
        List.of(
            ResetRequest.newBuilder()
                .setQuota("sim <plan> line/gsm-1")
                .setMeasure(Measure.MEASURE_MESSAGES)
                .build()),
        List.copyOf(services.asked));
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(
                one -> one.getAction().equals("limit-reset") && one.getActor().equals("olga")));
    assertTrue(console.get(VIEWER, "/").body().contains("11 minutes, 9.500001 cost left"));
    HttpResponse<String> wrong =
        console.send(OPERATOR, "POST", "/api/limits/reset", JSON, "{\"measure\":\"hours\"}");
    assertEquals(400, wrong.statusCode());
    assertTrue(
        wrong.body().contains("measure 'hours': minutes, calls, messages or cost"), wrong.body());
    assertTrue(console.get(VIEWER, "/api/limits").body().contains("MEASURE_MINUTES"));
  }

  @Test
  void changedDocumentsAreTriedWithTheLastCalls() {
    services.records.add(
        CallRecord.newBuilder()
            .setCallId("c-1")
            .setOriginKind("extension")
            .setOrigin("101")
            .setCalledNumber("13800000001")
            .setStartedAt(Timestamps.fromSeconds(1_800_000_000))
            .build());
    String yaml = "{kind: DialPlan, name: default, spec: {rules: []}}";
    String body = "{\"documents\":\"" + yaml + "\",\"calls\":1}";
    HttpResponse<String> replayed = console.send(VIEWER, "POST", "/api/replay", JSON, body);
    assertEquals(
        "{\"differences\":[{\"callId\":\"c-1\",\"at\":\"2027-01-15T08:00:00Z\","
            + "\"origin\":\"extension 101\",\"called\":\"13800000001\",\"was\":\"line gsm-1\","
            + "\"now\":\"refused: SIP 403, cause 21, <closed>\"}],\"asked\":1}",
        replayed.body());
    assertTrue(services.asked.stream().anyMatch(ReplayRequest.class::isInstance));
    assertEquals(200, console.get(VIEWER, "/replay").statusCode());
    for (String[] wrong :
        new String[][] {
          {"{\"documents\":\"\"}", "documents: there is none"},
          {"{\"documents\":\"a: [\"}", "not YAML"},
          {"{\"documents\":\"" + yaml + "\",\"calls\":10001}", "calls 10001: 1 to 10000"},
        }) {
      HttpResponse<String> refused = console.send(VIEWER, "POST", "/api/replay", JSON, wrong[0]);
      assertEquals(400, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains(wrong[1]), refused.body());
    }
  }
}
