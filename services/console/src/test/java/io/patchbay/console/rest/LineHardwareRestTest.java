package io.patchbay.console.rest;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The hardware of a line over REST: maintenance, base stations, AT log.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LineHardwareRestTest {
  private static final String ADMIN = "admin:adminpass";
  private static final String OPERATOR = "olga:olgapass";
  private static final String VIEWER = "victor:victorpass";
  private static final String JSON = "application/json";
  private static final String LINE = "/api/lines/gsm-1";

  private final FakeServices services = new FakeServices();
  private final Console console;

  LineHardwareRestTest(@TempDir Path directory) throws IOException {
    console = Console.start(directory, Map.of("patchbay.trunks", services.address()));
  }

  @AfterAll
  void stop() {
    console.close();
    services.close();
  }

  private boolean inMaintenance() {
    LineSpec line = console.get(Configuration.class).documents().lines().get("gsm-1");
    return requireNonNull(line, "gsm-1").getMaintenance();
  }

  private HttpResponse<String> act(String user, String action) {
    return console.send(user, "POST", LINE + "/actions", JSON, "{\"action\":\"" + action + "\"}");
  }

  @Test
  void maintenanceIsKeptInTheDocumentOfTheLine() {
    assertEquals(403, act(VIEWER, "maintenance-begin").statusCode());
    assertFalse(inMaintenance());
    HttpResponse<String> begun = act(OPERATOR, "maintenance-begin");
    assertEquals(200, begun.statusCode(), begun.body());
    assertTrue(begun.body().contains("\"maintenance\":true"), begun.body());
    assertTrue(inMaintenance());
    assertEquals(200, act(OPERATOR, "maintenance-end").statusCode());
    assertFalse(inMaintenance());
  }

  @Test
  void theWholeAtLogIsForAdministratorsAndNoted() {
    assertEquals(403, console.get(VIEWER, LINE + "/at-log").statusCode());
    assertEquals(200, console.get(OPERATOR, LINE + "/at-log").statusCode());
    assertEquals(403, console.get(OPERATOR, LINE + "/at-log?whole=true").statusCode());
    assertEquals(200, console.get(ADMIN, LINE + "/at-log?after=7&whole=true").statusCode());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof ExecuteRequest asked
                    && asked.getCommand().getReadTrace().getAfter() == 7
                    && asked.getCommand().getReadTrace().getWhole()));
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(entry -> entry.getAction().equals("at-log-whole")));
  }

  @Test
  void theAtLogIsAFileToo() {
    HttpResponse<String> file = console.get(OPERATOR, LINE + "/at-log/file");
    assertEquals(200, file.statusCode(), file.body());
    assertEquals(
        "attachment; filename=\"gsm-1-at-log.txt\"",
        file.headers().firstValue("Content-Disposition").orElse(""));
  }

  @Test
  void theStationsAroundAreAskedFor() {
    assertEquals("{\"cells\":[]}", console.get(VIEWER, LINE + "/cells").body());
  }
}
