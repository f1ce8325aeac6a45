package io.patchbay.console.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.console.Console;
import io.patchbay.console.config.Configuration;
import io.patchbay.contract.document.DocumentYaml;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignInTest {
  private final Console console;

  SignInTest(@TempDir Path directory) throws IOException {
    console = Console.start(directory, Map.of());
  }

  @AfterAll
  void stop() {
    console.close();
  }

  private HttpResponse<String> signIn(String user, String password) {
    return console.send(
        "",
        "POST",
        "/sign-in",
        "application/x-www-form-urlencoded",
        "user=" + user + "&password=" + password);
  }

  private String cookie(String user, String password) {
    HttpResponse<String> response = signIn(user, password);
    assertEquals(303, response.statusCode(), response.body());
    String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.toLowerCase(java.util.Locale.ROOT).contains("httponly"), cookie);
    assertTrue(cookie.contains("SameSite=Strict"), cookie);
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpRequest.Builder with(String cookie, String path) {
    return console.request("", path).header("Cookie", cookie);
  }

  private String origin() {
    String address = console.address("/").toString();
    return address.substring(0, address.length() - 1);
  }

  @Test
  void pagesSendStrangersToTheSignInPage() {
    for (String path :
        new String[] {"/", "/records", "/messages", "/documents", "/users", "/status", "/live"}) {
      HttpResponse<String> page = console.get("", path);
      assertEquals(303, page.statusCode(), path);
      assertEquals("/sign-in", page.headers().firstValue("Location").orElse(""));
    }
    assertTrue(console.get("", "/sign-in").body().contains("type=\"password\""));
  }

  @Test
  void aSessionOpensThePagesUntilSignOut() {
    String cookie = cookie("olga", "olgapass");
    for (String path :
        new String[] {
          "/",
          "/records",
          "/messages",
          "/documents",
          "/documents/Line/gsm-1",
          "/documents/new",
          "/status"
        }) {
      HttpResponse<String> page = console.send(with(cookie, path));
      assertEquals(200, page.statusCode(), path + page.body());
      assertTrue(page.body().contains("olga"), path);
      assertFalse(page.body().contains("topsecret"), path);
      String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
      assertFalse(
          page.body().contains("style=") || page.body().contains(" onclick"),
          "no inline code: " + path);
    }
    assertEquals(403, console.send(with(cookie, "/users")).statusCode());
    HttpRequest.Builder out =
        with(cookie, "/sign-out")
            .header("Origin", origin())
            .POST(HttpRequest.BodyPublishers.noBody());
    assertEquals(303, console.send(out).statusCode());
    assertEquals(303, console.send(with(cookie, "/")).statusCode());
  }

  @Test
  void anAdministratorSeesUsersAndAudit() {
    HttpResponse<String> page = console.send(with(cookie("admin", "adminpass"), "/users"));
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("victor") && page.body().contains("sign-in"), page.body());
  }

  @Test
  void aCookieChangesNothingFromAnotherOrigin() {
    String cookie = cookie("admin", "adminpass");
    HttpRequest.Builder bare = with(cookie, "/api/documents/Extension/101").DELETE();
    assertEquals(403, console.send(bare).statusCode());
    HttpRequest.Builder foreign =
        with(cookie, "/api/documents/Extension/101")
            .header("Origin", "http://evil.example")
            .DELETE();
    assertEquals(403, console.send(foreign).statusCode());
    assertTrue(console.get(Configuration.class).documents().extensions().containsKey("101"));
    HttpRequest.Builder own =
        with(cookie, "/api/documents/Extension/199").header("Origin", origin()).DELETE();
    assertEquals(404, console.send(own).statusCode(), "admitted, and there is no 199");
  }

  @Test
  void guessingIsSlowedDown() {
    for (int i = 0; i < 5; i++) {
      assertEquals(401, signIn("nobody-" + 1, "guess" + i).statusCode());
    }
    HttpResponse<String> response = signIn("nobody-1", "guess");
    assertEquals(429, response.statusCode());
    assertTrue(response.headers().firstValue("Retry-After").isPresent());
  }

  @Test
  void aNewPasswordEndsTheSession() {
    Configuration configuration = console.get(Configuration.class);
    configuration.put(
        DocumentYaml.parse(
                "t", "{kind: User, name: temp, spec: {password: temppass, role: viewer}}")
            .getFirst(),
        "t");
    String cookie = cookie("temp", "temppass");
    assertEquals(200, console.send(with(cookie, "/status")).statusCode());
    configuration.put(
        DocumentYaml.parse("t", "{kind: User, name: temp, spec: {password: other, role: viewer}}")
            .getFirst(),
        "t");
    assertEquals(303, console.send(with(cookie, "/status")).statusCode());
    configuration.delete("User", "temp", "t");
  }

  @Test
  void theTokenIsABearerToo() {
    String cookie = cookie("victor", "victorpass");
    String token = cookie.substring(cookie.indexOf('=') + 1);
    HttpRequest.Builder request =
        console.request("", "/api/lines").header("Authorization", "Bearer " + token);
    assertEquals(200, console.send(request).statusCode());
  }
}
