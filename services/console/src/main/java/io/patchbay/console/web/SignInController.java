package io.patchbay.console.web;

import io.micronaut.core.convert.value.ConvertibleValues;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.rest.Callers;
import io.patchbay.console.users.AccessFilter;
import io.patchbay.console.users.Accounts;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Sessions;
import io.patchbay.console.users.SignIn;
import java.net.URI;
import java.util.Map;

/// `/sign-in` and `/sign-out`.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class SignInController {
  private static final int LONGEST_NAME = 63;

  private final Pages pages;
  private final Accounts accounts;
  private final Sessions sessions;
  private final AuditTrail audit;

  SignInController(Pages pages, Accounts accounts, Sessions sessions, AuditTrail audit) {
    this.pages = pages;
    this.accounts = accounts;
    this.sessions = sessions;
    this.audit = audit;
  }

  @Get(uri = "/sign-in", produces = MediaType.TEXT_HTML)
  HttpResponse<String> form() {
    return pages.open("sign-in", Map.of("problem", "", "name", ""));
  }

  @Post(
      uri = "/sign-in",
      consumes = MediaType.APPLICATION_FORM_URLENCODED,
      produces = MediaType.TEXT_HTML)
  HttpResponse<?> signIn(HttpRequest<?> request, @Body Map<String, String> form) {
    ConvertibleValues<String> fields = ConvertibleValues.of(form);
    String name = fields.get("user", String.class).orElse("");
    String password = fields.get("password", String.class).orElse("");
    String address = AccessFilter.address(request);
    if (name.length() > LONGEST_NAME) {
      return refuse(HttpStatus.UNAUTHORIZED, "", "Wrong user or password.");
    }
    return switch (accounts.signIn(name, password, address)) {
      case SignIn.Accepted accepted -> {
        audit.note(name, "sign-in", address, true, "");
        yield HttpResponse.seeOther(URI.create("/"))
            .cookie(cookie(request, sessions.begin(accepted)));
      }
      case SignIn.Refused _ -> {
        audit.note(name, "sign-in", address, false, "wrong user or password");
        yield refuse(HttpStatus.UNAUTHORIZED, name, "Wrong user or password.");
      }
      case SignIn.TooMany(var wait) -> {
        long seconds = wait.toSeconds() + 1;
        yield refuse(
                HttpStatus.TOO_MANY_REQUESTS,
                name,
                "Too many attempts. Wait " + seconds + " seconds.")
            .header("Retry-After", String.valueOf(seconds));
      }
      case SignIn.NotReady _ ->
          refuse(
              HttpStatus.SERVICE_UNAVAILABLE,
              name,
              "The users cannot be read yet: the database does not answer.");
    };
  }

  @Post(uri = "/sign-out", consumes = MediaType.ALL)
  HttpResponse<?> signOut(HttpRequest<?> request) {
    Caller caller = Callers.of(request);
    sessions.end(caller.session());
    audit.note(caller.name(), "sign-out", AccessFilter.address(request), true, "");
    return HttpResponse.seeOther(URI.create("/sign-in")).cookie(cookie(request, "").maxAge(0));
  }

  private MutableHttpResponse<String> refuse(HttpStatus status, String name, String problem) {
    HttpResponse<String> page = pages.open("sign-in", Map.of("problem", problem, "name", name));
    return HttpResponse.<String>status(status)
        .contentType(MediaType.of("text/html; charset=utf-8"))
        .body(page.body());
  }

  private Cookie cookie(HttpRequest<?> request, String token) {
    return Cookie.of(AccessFilter.COOKIE, token)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(SameSite.Strict)
        .maxAge(sessions.longest());
  }
}
