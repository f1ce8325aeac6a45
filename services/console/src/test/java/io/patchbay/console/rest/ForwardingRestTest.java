package io.patchbay.console.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.console.audit.AuditTrail;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Call forwarding of a line over REST and on its page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForwardingRestTest {
  private static final String OPERATOR = "olga:olgapass";
  private static final String VIEWER = "victor:victorpass";
  private static final String JSON = "application/json";
  private static final String PATH = "/api/lines/gsm-1/forwarding";

  private final FakeServices services = new FakeServices();
  private final Console console;

  ForwardingRestTest(@TempDir Path directory) throws IOException {
    console = Console.start(directory, Map.of("patchbay.trunks", services.address()));
  }

  @AfterAll
  void stop() {
    console.close();
    services.close();
  }

  @Test
  void theNetworkIsAsked() {
    HttpResponse<String> said = console.get(OPERATOR, PATH);
    assertEquals(
        "{\"forwards\":[{\"reason\":\"FORWARD_REASON_NO_ANSWER\",\"number\":\"+8613900000002\","
            + "\"noAnswerSeconds\":20}]}",
        said.body());
    assertEquals(403, console.get(VIEWER, PATH).statusCode());
    assertEquals(404, console.get(OPERATOR, "/api/lines/gsm-9/forwarding").statusCode());
  }

  @Test
  void oneReasonIsChangedAndNoted() {
    String body = "{\"number\":\"+8613900000003\"}";
    HttpResponse<String> said = console.send(OPERATOR, "PUT", PATH + "/busy", JSON, body);
    assertEquals(
        "{\"forwards\":[{\"reason\":\"FORWARD_REASON_BUSY\",\"number\":\"+8613900000003\"}]}",
        said.body());
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(entry -> entry.toString().contains("gsm-1 busy: +8613900000003")));
    assertEquals(403, console.send(VIEWER, "PUT", PATH + "/busy", JSON, body).statusCode());
    HttpResponse<String> wrong = console.send(OPERATOR, "PUT", PATH + "/sometimes", JSON, body);
    assertEquals(400, wrong.statusCode());
    assertTrue(wrong.body().contains("reason 'sometimes'"), wrong.body());
  }

  @Test
  void thePageOfASimLineHasASectionForIt() {
    assertTrue(console.get(VIEWER, "/lines/gsm-1").body().contains("id=\"forwarding\""));
  }
}
