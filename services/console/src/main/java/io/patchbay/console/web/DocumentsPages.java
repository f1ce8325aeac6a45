package io.patchbay.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Secrets;
import io.patchbay.console.rest.Callers;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `/documents`: the configuration by kind, one document with its revisions, and a new one.
@Controller("/documents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentsPages {
  private static final List<String> KINDS =
      Document.getDescriptor().getOneofs().getFirst().getFields().stream()
          .map(field -> field.getMessageType().getName().replaceAll("Spec$", ""))
          .toList();

  private final Pages pages;
  private final Configuration configuration;

  DocumentsPages(Pages pages, Configuration configuration) {
    this.pages = pages;
    this.configuration = configuration;
  }

  /// One revision and its text without secrets.
  ///
  /// @param row who and when
  /// @param yaml empty: the deletion
  public record Revision(DocumentRow row, String yaml) {}

  @Get(produces = MediaType.TEXT_HTML)
  HttpResponse<String> list(HttpRequest<?> request) {
    Map<String, List<DocumentRow>> byKind =
        configuration.documents().all().stream()
            .map(DocumentRow::of)
            .collect(Collectors.groupingBy(DocumentRow::kind, TreeMap::new, Collectors.toList()));
    return pages.page(
        "documents",
        Callers.of(request),
        Map.of("groups", byKind, "kinds", KINDS, "loaded", configuration.loaded()));
  }

  @Get(uri = "/new", produces = MediaType.TEXT_HTML)
  HttpResponse<String> fresh(
      HttpRequest<?> request, @QueryValue(defaultValue = "Extension") String kind) {
    if (!Kinds.exists(kind)) {
      throw new Fault(Fault.Kind.NOT_FOUND, "no kind of document: '" + kind + "'");
    }
    return pages.page(
        "document",
        Callers.of(request),
        Map.of(
            "kind",
            kind,
            "name",
            "",
            "revision",
            0L,
            "yaml",
            "kind: " + kind + "\nname: \nspec:\n",
            "revisions",
            List.of()));
  }

  @Get(uri = "/{kind}/{name}", produces = MediaType.TEXT_HTML)
  HttpResponse<String> one(HttpRequest<?> request, String kind, String name) {
    Document document =
        configuration
            .documents()
            .get(kind, name)
            .orElseThrow(
                () -> new Fault(Fault.Kind.NOT_FOUND, kind + " " + name + ": no such document"));
    return pages.page(
        "document",
        Callers.of(request),
        Map.of(
            "kind", kind,
            "name", name,
            "revision", document.getRevision(),
            "yaml", DocumentYaml.write(Secrets.redact(document)),
            "revisions", revisions(kind, name)));
  }

  private List<Revision> revisions(String kind, String name) {
    try {
      return configuration.history(kind, name).stream().map(DocumentsPages::revision).toList();
    } catch (Fault _) {
      return List.of();
    }
  }

  private static Revision revision(Document document) {
    DocumentRow row = DocumentRow.of(document);
    return new Revision(row, row.deleted() ? "" : DocumentYaml.write(Secrets.redact(document)));
  }
}
