package io.patchbay.console.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.console.api.HealthWatch;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.edge.v1.ControlLine;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.sms.v1.CancelUssdRequest;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestTest {
  private static final String ADMIN = "admin:adminpass";
  private static final String OPERATOR = "olga:olgapass";
  private static final String VIEWER = "victor:victorpass";
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  private final FakeServices services = new FakeServices();
  private final Console console;

  RestTest(@TempDir Path directory) throws IOException {
    console =
        Console.start(
            directory,
            Map.of(
                // the first replica is away: the second is asked
                "patchbay.trunks", "127.0.0.1:9," + services.address(),
                "patchbay.sms-router", services.address(),
                "patchbay.cdr-analytics", services.address()));
  }

  @BeforeAll
  void healthIsKnown() {
    Console.await(() -> !console.get(HealthWatch.class).latest().isEmpty());
  }

  @AfterAll
  void stop() {
    console.close();
    services.close();
  }

  private static void assertError(int status, String part, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertTrue(response.body().startsWith("{\"code\":\""), response.body());
    assertTrue(response.body().contains(part), response.body());
  }

  @Test
  void nothingIsAnsweredWithoutCredentials() {
    for (String path :
        new String[] {
          "/api/lines", "/api/calls", "/api/documents", "/api/events", "/api/status", "/api/nowhere"
        }) {
      assertError(401, "UNAUTHENTICATED", console.get("", path));
      assertError(401, "UNAUTHENTICATED", console.get("nobody" + path.length() + ":wrong", path));
    }
  }

  @Test
  void configuredLinesAreListedBeforeTheyAreHeardOf() {
    HttpResponse<String> lines = console.get(VIEWER, "/api/lines");
    assertEquals(200, lines.statusCode());
    assertEquals(
        ("{\"lines\":[{\"line\":\"gsm-1\",\"edge\":\"edge-1\",\"kind\":\"LINE_KIND_SIM\","
                + "\"status\":{\"number\":\"+8613900000001\"},\"stale\":%s,\"disabled\":false,"
                + "\"maintenance\":false,\"policies\":[]}]}")
            .formatted(stale(lines)),
        lines.body());
  }

  private static String stale(HttpResponse<String> lines) {
    return String.valueOf(lines.body().contains("\"stale\":true"));
  }

  @Test
  void noAnswerHoldsASecret() {
    for (String accept : new String[] {JSON, YAML}) {
      String all =
          console.send(console.request(ADMIN, "/api/documents").header("Accept", accept)).body();
      assertTrue(all.contains("101"), all);
      for (String secret :
          new String[] {
            "topsecret", "ha1", "password_hash", "passwordHash", "password-hash", "\\b1234\\b"
          }) {
        assertFalse(Pattern.compile(secret).matcher(all).find(), secret + " in " + all);
      }
    }
  }

  @Test
  void aDocumentIsPutAsYamlOrJsonReadAndDeleted() {
    String path = "/api/documents/Extension/102";
    HttpResponse<String> put =
        console.send(
            ADMIN,
            "PUT",
            path,
            YAML,
            "{kind: Extension, name: '102', spec: {display-name: Bob, password: topsecret}}");
    assertEquals(200, put.statusCode(), put.body());
    assertFalse(put.body().contains("topsecret"), put.body());
    assertTrue(put.body().contains("\"revision\":\"1\""), put.body());
    HttpResponse<String> json =
        console.send(
            ADMIN,
            "PUT",
            path,
            JSON,
            "{\"kind\":\"Extension\",\"name\":\"102\",\"revision\":1,\"extension\":{\"displayName\":\"Bobby\"}}");
    assertEquals(200, json.statusCode(), json.body());
    assertError(
        409,
        "revision 1 is not the stored one, 2",
        console.send(
            ADMIN,
            "PUT",
            path,
            JSON,
            "{\"kind\":\"Extension\",\"name\":\"102\",\"revision\":1,\"extension\":{}}"));
    assertTrue(console.get(VIEWER, path).body().contains("Bobby"));
    assertEquals(200, console.send(console.request(ADMIN, path).DELETE()).statusCode());
    assertError(404, "Extension 102", console.get(VIEWER, path));
  }

  @Test
  void aBadDocumentIsRefusedWithFilePathAndValue() {
    String line = "{kind: Line, name: gsm-1, spec: {edge: nowhere, kind: sim, driver: gsm-at}}";
    assertError(
        400, "nowhere", console.send(ADMIN, "PUT", "/api/documents/Line/gsm-1", YAML, line));
    assertError(
        400,
        "drvier",
        console.send(
            ADMIN, "PUT", "/api/documents/Line/gsm-1", YAML, line.replace("driver", "drvier")));
    assertError(
        400, "Line gsm-2", console.send(ADMIN, "PUT", "/api/documents/Line/gsm-2", YAML, line));
    assertError(
        400, "body", console.send(ADMIN, "PUT", "/api/documents/Line/gsm-1", JSON, "{\"no\":1}"));
    assertTrue(console.get(VIEWER, "/api/documents/Line/gsm-1").body().contains("edge-1"));
  }

  @Test
  void rolesAreKept() {
    String user = "{kind: User, name: eve, spec: {password: evepass, role: admin}}";
    assertError(
        403,
        "olga is operator",
        console.send(OPERATOR, "PUT", "/api/documents/User/eve", YAML, user));
    assertError(403, "victor is viewer", console.send(VIEWER, "POST", "/api/calls", JSON, "{}"));
    assertError(403, "victor", console.send(VIEWER, "POST", "/api/messages", JSON, "{}"));
    assertError(403, "victor", console.send(console.request(VIEWER, "/api/calls/call-1").DELETE()));
    assertError(403, "olga", console.get(OPERATOR, "/api/audit"));
  }

  @Test
  void aCallIsPlacedAndHungUpByTheReplicaThatAnswers() {
    HttpResponse<String> call =
        console.send(
            OPERATOR,
            "POST",
            "/api/calls",
            JSON,
            "{\"from\":{\"extension\":\"101\"},\"to\":{\"number\":\"+86138\"}}");
    assertEquals(200, call.statusCode(), call.body());
    assertTrue(call.body().contains("\"callId\":\"call-1\""), call.body());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof OriginateRequest asked
                    && asked.getFrom().getExtension().equals("101")));
    assertEquals(
        200,
        console
            .send(console.request(OPERATOR, "/api/calls/call-1?cause=17").DELETE())
            .statusCode());
    assertError(
        404, "call-9", console.send(console.request(OPERATOR, "/api/calls/call-9").DELETE()));
    assertError(
        400,
        "cause 200",
        console.send(console.request(OPERATOR, "/api/calls/call-1?cause=200").DELETE()));
    assertError(400, "frm", console.send(OPERATOR, "POST", "/api/calls", JSON, "{\"frm\":{}}"));
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(each ->
                each.getAction().equals("call-hang-up")
                    && !each.getAllowed()
                    && each.getActor().equals("olga")));
  }

  @Test
  void whoHasACallRecordedIsNoted() {
    assertError(
        403, "victor", console.send(VIEWER, "POST", "/api/calls/call-1/recording", JSON, ""));
    assertTrue(
        console
            .send(OPERATOR, "POST", "/api/calls/call-1/recording", JSON, "")
            .body()
            .contains("x-1.wav"));
    assertEquals(
        200,
        console
            .send(console.request(OPERATOR, "/api/calls/call-1/recording").DELETE())
            .statusCode());
    for (String action : List.of("call-record", "call-record-stop")) {
      assertTrue(
          console.get(AuditTrail.class).recent().stream()
              .anyMatch(each ->
                  each.getAction().equals(action)
                      && each.getAllowed()
                      && each.getObject().equals("call-1")
                      && each.getActor().equals("olga")),
          action);
    }
  }

  @Test
  void aMessageIsSentInTheNameOfTheUser() {
    HttpResponse<String> sent =
        console.send(
            OPERATOR,
            "POST",
            "/api/messages",
            JSON,
            "{\"to\":\"+86138\",\"text\":\"Grüße \\ud83d\\ude00\",\"origin\":\"forged\"}");
    assertEquals(200, sent.statusCode(), sent.body());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof SendMessageRequest asked
                    && asked.getOrigin().equals("console/olga")
                    && asked.getText().equals("Grüße 😀")));
    assertError(400, "to is needed", console.send(OPERATOR, "POST", "/api/messages", JSON, "{}"));
  }

  @Test
  void aUssdDialogueIsHeldOverTheLineOfThePath() {
    HttpResponse<String> said =
        console.send(
            OPERATOR,
            "POST",
            "/api/lines/gsm-1/ussd",
            JSON,
            "{\"text\":\"*100#\",\"line\":\"forged\"}");
    assertEquals(200, said.statusCode(), said.body());
    assertTrue(said.body().contains("Balance 1.00 €"), said.body());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof SendUssdRequest asked
                    && asked.getLine().equals("gsm-1")
                    && asked.getText().equals("*100#")));
    HttpResponse<String> ended =
        console.send(OPERATOR, "DELETE", "/api/lines/gsm-1/ussd/s-1", JSON, "");
    assertEquals(200, ended.statusCode(), ended.body());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof CancelUssdRequest asked && asked.getSession().equals("s-1")));
    assertError(
        400, "text is needed", console.send(OPERATOR, "POST", "/api/lines/gsm-1/ussd", JSON, "{}"));
    assertEquals(
        403,
        console
            .send(VIEWER, "POST", "/api/lines/gsm-1/ussd", JSON, "{\"text\":\"*100#\"}")
            .statusCode());
  }

  /// Without that a browser draws it as pages were drawn in the nineties.
  @Test
  void everyPageSaysWhatItIs() throws Exception {
    for (String path :
        List.of(
            "/",
            "/records",
            "/messages",
            "/explain",
            "/replay",
            "/limits",
            "/documents",
            "/status",
            "/users")) {
      HttpResponse<String> page = console.get(ADMIN, path);
      assertEquals(200, page.statusCode(), path);
      assertTrue(page.body().startsWith("<!doctype html>"), path + ": " + page.body());
    }
  }

  @Test
  void aLineHasAPageAndAnUnknownOneHasNone() {
    HttpResponse<String> page = console.get(OPERATOR, "/lines/gsm-1");
    assertEquals(200, page.statusCode(), page.body());
    assertTrue(page.body().contains("id=\"ussd\""), page.body());
    assertEquals(404, console.get(OPERATOR, "/lines/gsm-77").statusCode());
  }

  @Test
  void aLineIsResetByACommandToItsEdge() {
    HttpResponse<String> done =
        console.send(OPERATOR, "POST", "/api/lines/gsm-1/actions", JSON, "{\"action\":\"reset\"}");
    assertEquals(200, done.statusCode(), done.body());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof ExecuteRequest asked
                    && asked.getCommand().getControlLine().getAction()
                        == ControlLine.Action.ACTION_RESET));
    assertError(
        400,
        "explode",
        console.send(
            OPERATOR, "POST", "/api/lines/gsm-1/actions", JSON, "{\"action\":\"explode\"}"));
    assertError(
        404,
        "gsm-9",
        console.send(OPERATOR, "POST", "/api/lines/gsm-9/actions", JSON, "{\"action\":\"reset\"}"));
  }

  @Test
  void theAudioOfALineIsTestedByItsEdge() {
    HttpResponse<String> done =
        console.send(
            OPERATOR, "POST", "/api/lines/gsm-1/audio-test", JSON, "{\"number\":\"10000\"}");
    assertEquals(200, done.statusCode(), done.body());
    assertEquals("{\"passed\":true,\"words\":\"loop -13.0 dBm0\"}", done.body());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof ExecuteRequest asked
                    && asked.getCommand().getTestAudio().getNumber().equals("10000")
                    && asked.getCommand().getDeadlineMs() >= 45_000));
    assertEquals(
        403, console.send(VIEWER, "POST", "/api/lines/gsm-1/audio-test", JSON, "{}").statusCode());
    assertError(
        404, "gsm-9", console.send(OPERATOR, "POST", "/api/lines/gsm-9/audio-test", JSON, "{}"));
  }

  @Test
  void recordsAreAskedOfTheAnalytics() {
    assertEquals(
        "{\"nextPageToken\":\"next\"}",
        console.get(VIEWER, "/api/records?since=2026-01-01").body());
    assertError(400, "yesterday", console.get(VIEWER, "/api/records?since=yesterday"));
    assertError(400, "pageSize 5000", console.get(VIEWER, "/api/records?pageSize=5000"));
    assertError(400, "sideways", console.get(VIEWER, "/api/messages?direction=sideways"));
  }

  @Test
  void servicesAreShownAsTheyAre() {
    String status = console.get(VIEWER, "/api/status").body();
    assertTrue(
        status.contains("{\"service\":\"dial-plan\",\"address\":\"127.0.0.1:9\",\"up\":false"),
        status);
    assertTrue(
        status.contains(
            "{\"service\":\"sms-router\",\"address\":\"" + services.address() + "\",\"up\":true"),
        status);
    assertTrue(
        status.contains("{\"service\":\"database\",\"address\":\"PostgreSQL\",\"up\":true"),
        status);
  }

  @Test
  void bodiesAreBounded() {
    String huge = "{\"text\":\"" + "x".repeat(3 << 20) + "\"}";
    assertEquals(413, console.send(OPERATOR, "POST", "/api/messages", JSON, huge).statusCode());
    assertError(415, "", console.send(OPERATOR, "POST", "/api/messages", "text/plain", "{}"));
    assertError(404, "NOT_FOUND", console.get(VIEWER, "/api/nowhere"));
  }

  @Test
  void healthAndMetricsAreOpen() {
    assertEquals(200, console.get("", "/health").statusCode());
    assertTrue(console.get("", "/prometheus").body().contains("jvm_"));
  }
}
