package io.patchbay.console.users;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.contract.Fault;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stands in front of every request: who asks, and whether a browser was tricked into asking.
///
/// A cookie counts for a change only when the browser says that one of our pages sent it (`Origin`,
/// RFC 6454, or `Sec-Fetch-Site`); programs use `Authorization`.
@ServerFilter("/**")
@Order(-100)
public final class AccessFilter {
  /// The session cookie.
  public static final String COOKIE = "patchbay_session";

  private static final List<String> OPEN =
      List.of("/assets/", "/health", "/prometheus", "/favicon.ico");
  private static final String SIGN_IN = "/sign-in";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Credentials credentials;
  private final Sessions sessions;

  public AccessFilter(Credentials credentials, Sessions sessions) {
    this.credentials = credentials;
    this.sessions = sessions;
  }

  /// Null lets the request pass.
  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  public @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    String path = request.getPath();
    if (OPEN.stream().anyMatch(path::startsWith)) {
      return null;
    }
    boolean change =
        !request.getMethod().equals(HttpMethod.GET) && !request.getMethod().equals(HttpMethod.HEAD);
    String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (authorization == null && change && !sameOrigin(request, path)) {
      throw new Fault(
          Fault.Kind.FORBIDDEN,
          "a change with a cookie must come from this console's own page (Origin)");
    }
    if (path.equals(SIGN_IN)) {
      return null;
    }
    Optional<Caller> caller;
    try {
      caller = find(request, authorization);
    } catch (Fault e) {
      if (e.kind() == Fault.Kind.NO_CAPACITY) {
        return error(
            HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", String.valueOf(e.getMessage()));
      }
      throw e;
    }
    if (caller.isEmpty()) {
      return refuse(path);
    }
    request.setAttribute(Caller.ATTRIBUTE, caller.get());
    return null;
  }

  private Optional<Caller> find(HttpRequest<?> request, @Nullable String authorization) {
    return authorization != null
        ? credentials.check(authorization, address(request))
        : request.getCookies().findCookie(COOKIE).map(Cookie::getValue).flatMap(sessions::find);
  }

  /// What a browser is to keep from doing with our pages.
  @ResponseFilter
  public void guard(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("X-Frame-Options", "DENY");
    // no-referrer would turn the Origin of our own forms into null
    response.header("Referrer-Policy", "same-origin");
    response.header("Cross-Origin-Opener-Policy", "same-origin");
    response.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (!request.getPath().startsWith("/assets/")) {
      response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  /// Where a request comes from, without its port.
  public static String address(HttpRequest<?> request) {
    var address = request.getRemoteAddress().getAddress();
    return address == null ? "unknown" : address.getHostAddress();
  }

  private static @Nullable HttpResponse<?> refuse(String path) {
    if (path.startsWith("/api")) {
      // no challenge: a browser would open its own dialogue over the page
      return error(
          HttpStatus.UNAUTHORIZED,
          "UNAUTHENTICATED",
          "sign in, or send Basic credentials of a console user");
    }
    return HttpResponse.seeOther(URI.create(SIGN_IN));
  }

  /// The texts are ours: nothing in them needs escaping.
  private static HttpResponse<?> error(HttpStatus status, String code, String message) {
    return HttpResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body("{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  private static boolean sameOrigin(HttpRequest<?> request, String path) {
    HttpHeaders headers = request.getHeaders();
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin != null) {
      return authority(origin).equalsIgnoreCase(String.valueOf(headers.get(HttpHeaders.HOST)));
    }
    String site = headers.get("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    // a program that signs in by the form has no cookie to be abused yet
    return path.equals(SIGN_IN) || headers.get(HttpHeaders.COOKIE) == null;
  }

  private static String authority(String origin) {
    int scheme = origin.indexOf("://");
    return scheme < 0 ? origin : origin.substring(scheme + 3);
  }
}
