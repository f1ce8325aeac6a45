package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The service as it is started.
final class SipTrunkMainTest {
  private static Map<String, Object> settings(int sip) {
    return Map.of(
        "micronaut.server.port",
        -1,
        "grpc.server.port",
        0,
        "patchbay.sip.udp-port",
        sip,
        "patchbay.sip.tcp-port",
        sip,
        "patchbay.kafka.bootstrap",
        "127.0.0.1:1",
        "patchbay.edge-token",
        "t");
  }

  @Test
  void startsWithoutKafkaAnswersHealthAndStops() throws Exception {
    int sip = TestTrunkFactory.freePort();
    try (ApplicationContext context = SipTrunkMain.run(settings(sip));
        HttpClient http = HttpClient.newHttpClient()) {
      URI base = context.getBean(EmbeddedServer.class).getURI();
      HttpResponse<String> health =
          http.send(
              HttpRequest.newBuilder(base.resolve("/health")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, health.statusCode(), health.body());
      assertTrue(health.body().contains("\"edges\":0"), health.body());
      HttpResponse<String> meters =
          http.send(
              HttpRequest.newBuilder(base.resolve("/prometheus")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertTrue(meters.body().contains("sip_requests_total"), "meters");
      IllegalStateException taken =
          assertThrows(IllegalStateException.class, () -> SipTrunkMain.run(settings(sip)));
      assertTrue(
          String.valueOf(taken.getMessage()).contains("SIP port " + sip), taken.getMessage());
    }
  }
}
