package io.patchbay.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.rest.Callers;
import io.patchbay.console.rest.StatusView;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Role;
import io.patchbay.proto.config.v1.UserSpec;
import io.patchbay.proto.event.v1.AuditRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `/users` with the audit trail, and `/status`.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class AdminController {
  private final Pages pages;
  private final Configuration configuration;
  private final AuditTrail audit;
  private final StatusView status;

  AdminController(Pages pages, Configuration configuration, AuditTrail audit, StatusView status) {
    this.pages = pages;
    this.configuration = configuration;
    this.audit = audit;
    this.status = status;
  }

  /// Somebody who may sign in.
  public record UserRow(String name, String role) {}

  /// A line of the audit trail.
  public record AuditRow(
      String at, String actor, String action, String object, boolean allowed, String detail) {}

  @Get(uri = "/users", produces = MediaType.TEXT_HTML)
  HttpResponse<String> users(HttpRequest<?> request) {
    Caller caller = Callers.of(request);
    caller.require(Role.ADMIN);
    List<UserRow> users =
        configuration.documents().users().entrySet().stream()
            .map(each -> new UserRow(each.getKey(), role(each.getValue())))
            .toList();
    List<AuditRow> records = audit.recent().stream().limit(200).map(AdminController::row).toList();
    return pages.page("users", caller, Map.of("users", users, "records", records));
  }

  @Get(uri = "/status", produces = MediaType.TEXT_HTML)
  HttpResponse<String> status(HttpRequest<?> request) {
    return pages.page(
        "status",
        Callers.of(request),
        Map.of("services", status.all(), "importProblem", status.importProblem()));
  }

  private static String role(UserSpec user) {
    String word = user.getRole().name().replace("ROLE_", "").toLowerCase(Locale.ROOT);
    return word.equals("unspecified") ? "viewer" : word;
  }

  private static AuditRow row(AuditRecord record) {
    return new AuditRow(
        Words.time(record.getAt()),
        record.getActor(),
        record.getAction(),
        record.getObject(),
        record.getAllowed(),
        record.getDetail());
  }
}
