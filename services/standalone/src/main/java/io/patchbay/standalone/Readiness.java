package io.patchbay.standalone;

import io.patchbay.contract.document.Documents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Waits until every service says that it is ready and the console has heard, through edge, trunk
/// and Kafka, that every line is in service.
final class Readiness {
  private static final String IN_SERVICE = "LINE_STATE_IN_SERVICE";
  private static final Duration SERVICES_DEADLINE = Duration.ofSeconds(30);
  private static final Duration LINES_DEADLINE = Duration.ofSeconds(15);

  private final UpOptions options;
  private final Documents documents;
  private final String password;
  private final LongSupplier nanoTime;

  Readiness(UpOptions options, Documents documents, String password, LongSupplier nanoTime) {
    this.options = options;
    this.documents = documents;
    this.password = password;
    this.nanoTime = nanoTime;
  }

  /// Returns when all of these answer 200 at `/health/readiness`: a trunk, for one, refuses calls
  /// until it has read its documents.
  ///
  /// @throws StartFailure naming the one that does not
  void awaitServices(List<Service> services) {
    long deadline = nanoTime.getAsLong() + SERVICES_DEADLINE.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      for (Service service : services) {
        Optional<URI> health = service.health();
        while (health.isPresent() && !ready(http, health.get())) {
          if (nanoTime.getAsLong() > deadline) {
            throw new StartFailure(
                service.name() + ": not ready within " + SERVICES_DEADLINE.toSeconds() + " s");
          }
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ready(HttpClient http, URI health) throws InterruptedException {
    return HealthPage.status(http, URI.create(health + "/readiness")).orElse(0) == 200;
  }

  /// Returns when all enabled lines are in service, or says which are not after 15 s: real hardware
  /// may come later.
  void awaitLines(Progress progress) {
    List<String> wanted =
        documents.lines().entrySet().stream()
            .filter(line -> !line.getValue().getDisabled())
            .map(Map.Entry::getKey)
            .toList();
    long deadline = nanoTime.getAsLong() + LINES_DEADLINE.toNanos();
    List<String> missing = wanted;
    try (var console = new ConsoleClient(options.bind(), options.ports(), password)) {
      while (!missing.isEmpty() && nanoTime.getAsLong() < deadline) {
        Map<String, Map<String, String>> lines = lines(console);
        missing =
            wanted.stream()
                .filter(line -> !IN_SERVICE.equals(lines.getOrDefault(line, Map.of()).get("state")))
                .toList();
        TimeUnit.MILLISECONDS.sleep(missing.isEmpty() ? 0 : 50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.step(
        missing.isEmpty()
            ? wanted.size() + " lines in service"
            : "not in service yet: " + String.join(", ", missing));
  }

  private static Map<String, Map<String, String>> lines(ConsoleClient console)
      throws InterruptedException {
    try {
      return console.lines();
    } catch (IOException e) {
      return Map.of();
    }
  }
}
