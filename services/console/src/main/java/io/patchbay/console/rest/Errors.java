package io.patchbay.console.rest;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.patchbay.contract.Fault;
import jakarta.inject.Singleton;

/// Every failure as `{"code","message"}`.
public final class Errors {
  private Errors() {}

  private static String page(String message) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Patchbay</title><link rel="stylesheet" href="/assets/console.css"></head>
    <body class="alone"><main class="card narrow"><h1>This did not work</h1><p>%s</p>
    <p><a href="/">Back to the board</a></p></main></body></html>
    """
        .formatted(message);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// What the caller did wrong, or what is missing.
  @Produces
  @Singleton
  static final class FaultHandler implements ExceptionHandler<Fault, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(
        @SuppressWarnings("rawtypes") HttpRequest request, Fault fault) { // the interface is raw
      return respond(
          request.getPath(),
          HttpResponse.status(status(fault.kind())),
          fault.kind().name(),
          String.valueOf(fault.getMessage()));
    }
  }

  /// What Micronaut answers itself: no such page, a body too large, and our own bugs without
  /// detail.
  @Primary
  @Singleton
  static final class Processor implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(
        ErrorContext context, MutableHttpResponse<?> response) {
      HttpStatus status = HttpStatus.valueOf(response.code());
      String message =
          status == HttpStatus.INTERNAL_SERVER_ERROR || context.getErrors().isEmpty()
              ? status.getReason()
              : context.getErrors().getFirst().getMessage();
      return respond(
          context.getRequest().getPath(), HttpResponse.status(status), status.name(), message);
    }
  }

  private static MutableHttpResponse<String> respond(
      String path, MutableHttpResponse<?> response, String code, String message) {
    if (!path.startsWith("/api")) {
      return response.contentType(MediaType.TEXT_HTML_TYPE).body(page(escape(message)));
    }
    return response
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body("{\"code\":" + Json.quote(code) + ",\"message\":" + Json.quote(message) + "}");
  }

  static HttpStatus status(Fault.Kind kind) {
    return switch (kind) {
      case INVALID -> HttpStatus.BAD_REQUEST;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case NO_CAPACITY, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT;
    };
  }
}
