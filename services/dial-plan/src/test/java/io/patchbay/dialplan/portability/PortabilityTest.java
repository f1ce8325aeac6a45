package io.patchbay.dialplan.portability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.patchbay.proto.config.v1.PortabilitySpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PortabilityTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient http = HttpClient.newHttpClient();
  private final Portability portability = new Portability(http, nanos::get);
  private final HttpServer server;

  PortabilityTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void answer() {
    server.createContext(
        "/",
        exchange -> {
          String number = exchange.getRequestURI().getPath().substring(1);
          asked.add(number);
          byte[] body =
              (switch (number) {
                    case "8613500000001" -> "46001\n";
                    case "8613500000002" -> "much ".repeat(100);
                    default -> "";
                  })
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              number.endsWith("4") ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  @Test
  void anAnswerIsKeptForItsTime() throws Exception {
    assertEquals("46001", operator("+8613500000001"));
    assertEquals("46001", operator("+8613500000001"));
    assertEquals("", operator("+8613500000004"), "404");
    assertEquals("", operator("+8613500000004"));
    assertEquals(List.of("8613500000001", "8613500000004"), asked);
    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    assertEquals("46001", operator("+8613500000001"));
    assertEquals(3, asked.size());
  }

  @Test
  void anAnswerThatIsTooLongIsNone() throws Exception {
    assertEquals("", operator("+8613500000002"));
    assertEquals("46001", operator("+8613500000001"));
  }

  @Test
  void aServiceThatIsAwayIsLeftAloneForAWhile() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    for (int i = 0; i < Portability.TRIP; i++) {
      assertEquals("", operator("+8613500000001"));
    }
    assertTrue(portability.operator(spec(port), "+8613500000001").isDone(), "nobody is asked");
    HttpServer again = HttpServer.create(server.getAddress(), 0);
    again.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('B');
          exchange.close();
        });
    again.start();
    try {
      assertEquals("", operator("+8613500000001"));
      nanos.addAndGet(Portability.PAUSE.toNanos());
      assertEquals("B", operator("+8613500000001"));
    } finally {
      again.stop(0);
    }
  }

  @Test
  void withoutAServiceNobodyIsAsked() {
    assertEquals(
        "",
        portability
            .operator(PortabilitySpec.getDefaultInstance(), "+8613500000001")
            .getNow("not done"));
  }

  private String operator(String e164) throws Exception {
    return portability
        .operator(spec(server.getAddress().getPort()), e164)
        .get(30, TimeUnit.SECONDS);
  }

  private static PortabilitySpec spec(int port) {
    return PortabilitySpec.newBuilder()
        .setUrl("http://127.0.0.1:" + port + "/{number}")
        .setTimeoutMs(20_000)
        .setCacheMinutes(10)
        .build();
  }
}
