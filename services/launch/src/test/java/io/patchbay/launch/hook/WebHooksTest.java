package io.patchbay.launch.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebHooksTest {
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch taken = new CountDownLatch(1);
  private final HttpServer server;
  private final String url;

  WebHooksTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/alarm",
        exchange -> {
          heard.add(
              exchange.getRequestHeaders().getFirst("X-Patchbay-Signature")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          int status = answers.isEmpty() ? 200 : answers.remove();
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
          if (status == 200) {
            taken.countDown();
          }
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/alarm";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aBodyIsSignedAndSentUntilItIsTaken() throws InterruptedException {
    answers.addAll(List.of(500, 404));
    try (WebHooks hooks = new WebHooks("Jefe", Duration.ofMillis(1))) {
      hooks.post(url, "what do ya want for nothing?", _ -> {});
      assertEquals(true, taken.await(10, TimeUnit.SECONDS));
    }
    // RFC 4231 §4.3
    String signed =
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            + " what do ya want for nothing?";
    assertEquals(List.of(signed, signed, signed), heard);
  }

  @Test
  void whatNobodyTakesIsToldAfterSixAttempts() throws Exception {
    answers.addAll(Collections.nCopies(10, 503));
    CompletableFuture<String> failed = new CompletableFuture<>();
    try (WebHooks hooks = new WebHooks("", Duration.ofMillis(1))) {
      hooks.post(url, "{}", failed::complete);
      assertEquals("HTTP status 503", failed.get(10, TimeUnit.SECONDS));
    }
    assertEquals(Collections.nCopies(6, "null {}"), heard);
  }

  @Test
  void whatIsNoAddressIsToldAtOnce() throws Exception {
    CompletableFuture<String> failed = new CompletableFuture<>();
    try (WebHooks hooks = new WebHooks("", Duration.ofMillis(1))) {
      hooks.post("nowhere", "{}", failed::complete);
    }
    assertEquals(true, failed.get(10, TimeUnit.SECONDS).contains("URI"));
  }
}
