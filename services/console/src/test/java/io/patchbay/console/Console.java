package io.patchbay.console;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.patchbay.console.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A console that runs, and a program that talks to it.
public final class Console implements AutoCloseable {
  public static final String DOCUMENTS =
      """
      kind: Edge
      name: edge-1
      spec:
        trunks: [127.0.0.1:9091]
      ---
      kind: Line
      name: gsm-1
      spec:
        edge: edge-1
        kind: sim
        driver: gsm-at
        number: "+8613900000001"
        settings: {command-port: /dev/null, pin: "1234"}
      ---
      kind: Extension
      name: "101"
      spec: {display-name: Alice, password: topsecret101}
      ---
      kind: Trunk
      name: pbx
      spec: {address: "127.0.0.1:5080", auth-user: u, auth-password: topsecretpbx}
      ---
      kind: User
      name: admin
      spec: {password: adminpass, role: admin}
      ---
      kind: User
      name: olga
      spec: {password: olgapass, role: operator}
      ---
      kind: User
      name: victor
      spec: {password: victorpass, role: viewer}
      """;

  private final ApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private Console(ApplicationContext context) {
    this.context = context;
  }

  /// Starts on a database with the documents above and waits until they were read.
  public static Console start(Path directory, Map<String, Object> more) throws IOException {
    Files.writeString(directory.resolve("all.yaml"), DOCUMENTS);
    Map<String, Object> settings = new HashMap<>(Database.settings(Database.create()));
    settings.put("patchbay.config-dir", directory.toString());
    settings.putAll(more);
    Console console = bare(settings);
    Configuration configuration = console.get(Configuration.class);
    await(() -> configuration.loaded() && !configuration.documents().users().isEmpty());
    return console;
  }

  /// Starts with what is given; nothing else is there.
  public static Console bare(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.server.port", -1);
    settings.put("grpc.server.port", 0);
    // the discard port: nobody listens
    settings.put("patchbay.kafka.bootstrap", "127.0.0.1:9");
    settings.put("patchbay.trunks", "127.0.0.1:9");
    settings.put("patchbay.dial-plan", "127.0.0.1:9");
    settings.put("patchbay.sms-router", "127.0.0.1:9");
    settings.put("patchbay.cdr-analytics", "127.0.0.1:9");
    settings.putAll(more);
    return new Console(ConsoleMain.run(settings));
  }

  public <T> T get(Class<T> bean) {
    return context.getBean(bean);
  }

  public int grpcPort() {
    return context.getBean(Work.class).grpcPort();
  }

  public URI address(String path) {
    return context.getBean(EmbeddedServer.class).getURI().resolve(path);
  }

  /// A request as a user, `name:password`; empty: nobody.
  public HttpRequest.Builder request(String user, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(20));
    return user.isEmpty() ? request : request.header("Authorization", basic(user));
  }

  public static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  public HttpResponse<String> get(String user, String path) {
    return send(request(user, path));
  }

  public HttpResponse<String> send(
      String user, String method, String path, String type, String body) {
    return send(
        request(user, path)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns when it holds, fails after 20 s.
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within 20 s");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
