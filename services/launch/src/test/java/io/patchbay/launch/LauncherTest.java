package io.patchbay.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LauncherTest {
  private static final Map<String, Object> ANY_PORT =
      Map.of("micronaut.server.host", "127.0.0.1", "micronaut.server.port", -1);

  @Test
  void serviceRunsInItsOwnEnvironmentUntilItsContextIsClosed() throws IOException {
    ApplicationContext context = new Launcher("alone", _ -> 7).run(ANY_PORT);
    EmbeddedServer http = context.getBean(EmbeddedServer.class);
    try (context;
        Socket connected = new Socket(InetAddress.getLoopbackAddress(), http.getPort())) {
      assertTrue(connected.isConnected());
      assertEquals(Set.of("alone"), context.getEnvironment().getActiveNames());
    }
    assertFalse(http.isRunning());
  }

  @Test
  void reasonOfAFailureIsOneLine() {
    Launcher launcher = new Launcher("alone", _ -> port("seven"));
    assertEquals("alone does not start: port 'seven' is no number", failure(launcher, ANY_PORT));
  }

  @Test
  void takenHttpPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      String reason =
          failure(
              new Launcher("alone", _ -> 7),
              Map.of("micronaut.server.host", "127.0.0.1", "micronaut.server.port", port));
      assertTrue(reason.contains(port), reason);
    }
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException("port '" + text + "' is no number", e);
    }
  }

  private static String failure(Launcher launcher, Map<String, Object> overrides) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> launcher.run(overrides)).getMessage());
  }
}
