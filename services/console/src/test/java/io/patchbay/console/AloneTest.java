package io.patchbay.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AloneTest {
  private static final Map<String, Object> NO_DATABASE =
      Map.of(
          "datasources.default.url", "jdbc:postgresql://127.0.0.1:9/postgres",
          "datasources.default.connection-timeout", "300");

  @Test
  void servesWithoutDatabaseKafkaAndServicesAndStopsAtOnce() {
    Console console = Console.bare(NO_DATABASE);
    assertEquals(200, console.get("", "/health").statusCode());
    assertEquals(200, console.get("", "/sign-in").statusCode());
    var refused = console.get("admin:adminpass", "/api/lines");
    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("database"), refused.body());
    long began = System.nanoTime();
    console.close();
    assertTrue(System.nanoTime() - began < 4_000_000_000L, "stops in time");
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Object> settings = new java.util.HashMap<>(NO_DATABASE);
      settings.put("grpc.server.port", taken.getLocalPort());
      var failure = assertThrows(IllegalStateException.class, () -> Console.bare(settings));
      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("console does not start: "),
          failure.getMessage());
    }
  }
}
