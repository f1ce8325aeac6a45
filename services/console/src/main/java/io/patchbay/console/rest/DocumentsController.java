package io.patchbay.console.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Secrets;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import java.util.List;

/// `/api/documents`: the configuration, as JSON or (with `Accept: application/yaml`) YAML, without
/// secrets.
@Controller("/api/documents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentsController {
  private static final String YAML = "application/yaml";

  private final Configuration configuration;
  private final AuditTrail audit;

  DocumentsController(Configuration configuration, AuditTrail audit) {
    this.configuration = configuration;
    this.audit = audit;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, YAML})
  HttpResponse<String> all(HttpRequest<?> request) {
    return render(request, configuration.documents().all());
  }

  @Get("/{kind}")
  @Produces({MediaType.APPLICATION_JSON, YAML})
  HttpResponse<String> ofKind(HttpRequest<?> request, String kind) {
    if (!Kinds.exists(kind)) {
      throw new Fault(Fault.Kind.NOT_FOUND, "no kind of document: '" + kind + "'");
    }
    return render(
        request,
        configuration.documents().all().stream()
            .filter(each -> each.getKind().equals(kind))
            .toList());
  }

  @Get("/{kind}/{name}")
  @Produces({MediaType.APPLICATION_JSON, YAML})
  HttpResponse<String> one(HttpRequest<?> request, String kind, String name) {
    Document document = Secrets.redact(find(kind, name));
    return yaml(request)
        ? body(DocumentYaml.write(document), YAML)
        : body(Json.of(document), MediaType.APPLICATION_JSON);
  }

  /// YAML, or JSON as `config.v1.Document`. A `revision` must be the stored one.
  @Put("/{kind}/{name}")
  @Consumes({
    MediaType.APPLICATION_JSON,
    YAML,
    "application/x-yaml",
    "text/yaml",
    MediaType.TEXT_PLAIN
  })
  HttpResponse<String> put(HttpRequest<?> request, String kind, String name, @Body String body) {
    Caller caller = Callers.of(request);
    caller.require(Role.ADMIN);
    Document given = parse(request, kind + "/" + name, body);
    if (!given.getKind().equals(kind) || !given.getName().equals(name)) {
      throw new Fault(
          Fault.Kind.INVALID,
          "body: " + Kinds.label(given) + " is not " + kind + " " + name + " of the address");
    }
    Document stored =
        audit.noted(
            caller.name(),
            "document-put",
            kind + "/" + name,
            () -> configuration.put(given, caller.name()));
    return body(Json.of(Secrets.redact(stored)), MediaType.APPLICATION_JSON);
  }

  @Delete("/{kind}/{name}")
  HttpResponse<String> delete(HttpRequest<?> request, String kind, String name) {
    Caller caller = Callers.of(request);
    caller.require(Role.ADMIN);
    Document deleted =
        audit.noted(
            caller.name(),
            "document-delete",
            kind + "/" + name,
            () -> configuration.delete(kind, name, caller.name()));
    return body(Json.of(deleted), MediaType.APPLICATION_JSON);
  }

  private Document find(String kind, String name) {
    return configuration
        .documents()
        .get(kind, name)
        .orElseThrow(
            () -> new Fault(Fault.Kind.NOT_FOUND, kind + " " + name + ": no such document"));
  }

  private static Document parse(HttpRequest<?> request, String source, String body) {
    boolean json =
        request.getContentType().filter(MediaType.APPLICATION_JSON_TYPE::matches).isPresent();
    if (json) {
      Document.Builder document = Document.newBuilder();
      Json.into(body, document);
      return document.build();
    }
    List<Document> documents;
    try {
      documents = DocumentYaml.parse(source, body);
    } catch (DocumentException e) {
      throw e.toFault();
    }
    if (documents.size() != 1) {
      throw new Fault(Fault.Kind.INVALID, "body: " + documents.size() + " documents; give one");
    }
    return documents.getFirst();
  }

  private static HttpResponse<String> render(HttpRequest<?> request, List<Document> documents) {
    List<Document> shown = documents.stream().map(Secrets::redact).toList();
    return yaml(request)
        ? body(DocumentYaml.write(shown), YAML)
        : body(Json.list("documents", shown), MediaType.APPLICATION_JSON);
  }

  private static boolean yaml(HttpRequest<?> request) {
    return request.accept().stream().anyMatch(type -> type.getSubtype().contains("yaml"));
  }

  private static MutableHttpResponse<String> body(String text, String type) {
    return HttpResponse.ok(text).contentType(MediaType.of(type + "; charset=utf-8"));
  }
}
