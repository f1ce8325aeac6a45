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
  void startsWithoutKafkaIsNotReadyAndStops() throws Exception {
    int sip = TestTrunkFactory.freePort();
    try (ApplicationContext context = SipTrunkMain.run(settings(sip));
        HttpClient http = HttpClient.newHttpClient()) {
      URI base = context.getBean(EmbeddedServer.class).getURI();
      // alive, but it knows no extension yet
      assertEquals(200, get(http, base, "/health/liveness").statusCode());
      assertEquals(503, get(http, base, "/health/readiness").statusCode());
      HttpResponse<String> health = get(http, base, "/health");
      assertTrue(health.body().contains("\"edges\":0"), health.body());
      Trunk trunk = context.getBean(Trunk.class);
      trunk.knowledge.document();
      trunk.knowledge.documentsRead();
      trunk.knowledge.registrationsRead();
      assertEquals(200, get(http, base, "/health/readiness").statusCode());
      HttpResponse<String> meters = get(http, base, "/prometheus");
      assertTrue(meters.body().contains("sip_requests_total"), "meters");
      IllegalStateException taken =
          assertThrows(IllegalStateException.class, () -> SipTrunkMain.run(settings(sip)));
      assertTrue(
          String.valueOf(taken.getMessage()).contains("SIP port " + sip), taken.getMessage());
    }
  }

  private static HttpResponse<String> get(HttpClient http, URI base, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
