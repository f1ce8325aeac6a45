package io.patchbay.trunk.lease;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// The part of an API server of Kubernetes that has Leases: names are there once, a replacement
/// names the version it replaces, times have six places.
final class ApiServer implements AutoCloseable {
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/telephony/leases";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  private final HttpServer server;
  private final String token;
  private final Map<String, JsonObject> leases = new TreeMap<>();
  private int versions;
  private boolean away;

  ApiServer(String token) throws IOException {
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// From now on it answers nothing but 503, or again.
  synchronized void away(boolean gone) {
    away = gone;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (away) {
        answer(exchange, 503, status(503, "away"));
      } else if (!("Bearer " + token)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, status(401, "who are you"));
      } else {
        served(exchange, body);
      }
    }
  }

  private void served(HttpExchange exchange, String body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    switch (exchange.getRequestMethod()) {
      case "GET" -> list(exchange);
      case "POST" -> {
        JsonObject lease = JsonParser.parseString(body).getAsJsonObject();
        write(exchange, 201, lease, !leases.containsKey(name(lease)) && valid(lease));
      }
      case "PUT" -> {
        JsonObject lease = JsonParser.parseString(body).getAsJsonObject();
        JsonObject there = leases.get(path.substring(LEASES.length() + 1));
        boolean same = there != null && version(there).equals(version(lease));
        write(exchange, 200, lease, same && valid(lease));
      }
      default -> answer(exchange, 405, status(405, exchange.getRequestMethod()));
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String selector = exchange.getRequestURI().getQuery().replace("labelSelector=", "");
    String[] label = selector.split("=", 2);
    JsonArray items = new JsonArray();
    leases.values().stream()
        .filter(lease ->
            lease
                .getAsJsonObject("metadata")
                .getAsJsonObject("labels")
                .get(label[0])
                .getAsString()
                .equals(label[1]))
        .forEach(items::add);
    JsonObject list = new JsonObject();
    list.addProperty("kind", "LeaseList");
    list.addProperty("apiVersion", "coordination.k8s.io/v1");
    list.add("metadata", new JsonObject());
    list.add("items", items);
    answer(exchange, 200, list);
  }

  private void write(HttpExchange exchange, int code, JsonObject lease, boolean allowed)
      throws IOException {
    if (!allowed) {
      answer(exchange, 409, status(409, "the object has been modified"));
      return;
    }
    lease.getAsJsonObject("metadata").addProperty("resourceVersion", String.valueOf(++versions));
    leases.put(name(lease), lease);
    answer(exchange, code, lease);
  }

  private static boolean valid(JsonObject lease) {
    JsonObject spec = lease.getAsJsonObject("spec");
    return spec.get("renewTime").getAsString().matches(TIME)
        && spec.get("acquireTime").getAsString().matches(TIME)
        && spec.get("leaseDurationSeconds").getAsInt() > 0
        && name(lease).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  }

  private static String name(JsonObject lease) {
    return lease.getAsJsonObject("metadata").get("name").getAsString();
  }

  private static String version(JsonObject lease) {
    JsonObject metadata = lease.getAsJsonObject("metadata");
    return metadata.has("resourceVersion") ? metadata.get("resourceVersion").getAsString() : "";
  }

  private static JsonObject status(int code, String message) {
    JsonObject status = new JsonObject();
    status.addProperty("kind", "Status");
    status.addProperty("apiVersion", "v1");
    status.addProperty("status", "Failure");
    status.addProperty("message", message);
    status.addProperty("code", code);
    return status;
  }

  private static void answer(HttpExchange exchange, int code, JsonObject body) throws IOException {
    byte[] octets = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, octets.length);
    exchange.getResponseBody().write(octets);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
