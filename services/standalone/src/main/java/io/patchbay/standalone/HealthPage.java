package io.patchbay.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;

/// Asks a service's health page.
final class HealthPage {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private HealthPage() {}

  /// The HTTP status; nothing when nobody answers.
  static OptionalInt status(HttpClient http, URI page) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      return OptionalInt.of(
          http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /// What it says; empty when nobody answers.
  static String body(HttpClient http, URI page) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }
}
