package io.patchbay.console.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.console.Console;
import io.patchbay.console.Database;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.routing.Patterns;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {
  private final String database = Database.create();
  private final Configuration configuration = another();
  private final List<Document> files = DocumentYaml.parse("files", Console.DOCUMENTS);

  private Configuration another() {
    return new Configuration(
        Database.dataSource(database),
        new Secrets(new Passwords(new SplittableRandom(7))),
        Patterns.check(),
        InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
  }

  @BeforeEach
  void open() {
    configuration.open();
  }

  private static Document yaml(String text) {
    return DocumentYaml.parse("test", text).getFirst();
  }

  private static Document alice(String displayName) {
    return yaml("{kind: Extension, name: '101', spec: {display-name: " + displayName + "}}");
  }

  private static String displayName(Configuration of) {
    return of.documents().get("Extension", "101").orElseThrow().getExtension().getDisplayName();
  }

  private String displayName() {
    return displayName(configuration);
  }

  @Test
  void filesAreImportedOnceAndEditsSurviveTheNextStart() {
    assertEquals(7, configuration.importAll(files));
    configuration.put(alice("Edited"), "admin");
    assertEquals(0, configuration.importAll(files), "the files say what they said");
    assertEquals("Edited", displayName());
    Configuration restarted = another();
    restarted.open();
    assertEquals("Edited", displayName(restarted));
  }

  @Test
  void aChangedFileIsImportedAgainOverAnEdit() {
    configuration.importAll(files);
    configuration.put(alice("Edited"), "admin");
    List<Document> changed =
        DocumentYaml.parse("files", Console.DOCUMENTS.replace("Alice", "Alicia"));
    assertEquals(1, configuration.importAll(changed));
    assertEquals("Alicia", displayName());
    assertEquals(3, configuration.documents().get("Extension", "101").orElseThrow().getRevision());
  }

  @Test
  void aDocumentThatLeftTheFilesGoesUnlessItWasEdited() {
    configuration.importAll(files);
    configuration.put(alice("Edited"), "admin");
    List<Document> fewer =
        files.stream()
            .filter(each -> !Kinds.key(each).matches("Extension/101|User/victor"))
            .toList();
    assertEquals(1, configuration.importAll(fewer));
    assertTrue(configuration.documents().get("User", "victor").isEmpty());
    assertEquals("Edited", displayName());
  }

  @Test
  void aDeletionSurvivesTheNextStart() {
    configuration.importAll(files);
    configuration.delete("Extension", "101", "admin");
    configuration.importAll(files);
    assertTrue(configuration.documents().get("Extension", "101").isEmpty());
  }

  @Test
  void badFilesLeaveEverythingAsItWas() {
    configuration.importAll(files);
    List<Document> bad =
        DocumentYaml.parse(
            "files",
            Console.DOCUMENTS.replace("edge: edge-1", "edge: nowhere").replace("Alice", "Bob"));
    Fault fault = assertThrows(Fault.class, () -> configuration.importAll(bad));
    assertEquals(Fault.Kind.INVALID, fault.kind());
    assertTrue(String.valueOf(fault.getMessage()).contains("nowhere"), fault.getMessage());
    assertEquals("Alice", displayName());
  }

  @Test
  void aDocumentOthersReferToCannotGo() {
    configuration.importAll(files);
    Fault fault = assertThrows(Fault.class, () -> configuration.delete("Edge", "edge-1", "admin"));
    assertEquals(Fault.Kind.INVALID, fault.kind());
    assertTrue(configuration.documents().get("Edge", "edge-1").isPresent());
  }

  @Test
  void anOldRevisionIsAConflict() {
    configuration.importAll(files);
    configuration.put(alice("B").toBuilder().setRevision(1).build(), "admin");
    Fault fault =
        assertThrows(
            Fault.class,
            () -> configuration.put(alice("C").toBuilder().setRevision(1).build(), "admin"));
    assertEquals(Fault.Kind.CONFLICT, fault.kind());
    assertEquals("B", displayName());
    assertEquals(
        List.of(2L, 1L),
        configuration.history("Extension", "101").stream().map(Document::getRevision).toList());
  }

  @Test
  void whatKafkaDidNotTakeStaysInTheOutbox() {
    configuration.importAll(files);
    List<Document> outbox = configuration.unpublished();
    assertEquals(7, outbox.size());
    Document first =
        outbox.stream().filter(each -> each.getName().equals("101")).findFirst().orElseThrow();
    configuration.put(alice("Newer"), "admin");
    configuration.published(first);
    assertTrue(
        configuration.unpublished().stream().anyMatch(each -> each.getName().equals("101")),
        "an acknowledged old revision does not hide the newer one");
    new ArrayList<>(configuration.unpublished()).forEach(configuration::published);
    assertEquals(List.of(), configuration.unpublished());
    configuration.delete("User", "victor", "admin");
    Document deletion = configuration.unpublished().getFirst();
    assertEquals(Document.SpecCase.SPEC_NOT_SET, deletion.getSpecCase());
    configuration.published(deletion);
    configuration.publishAll();
    assertEquals(7, configuration.unpublished().size());
  }

  @Test
  void namesAndKindsAreChecked() {
    assertThrows(
        Fault.class,
        () -> configuration.put(Document.newBuilder().setKind("No").setName("x").build(), "a"));
    assertThrows(
        Fault.class, () -> configuration.put(alice("A").toBuilder().setName("../x").build(), "a"));
    assertThrows(
        Fault.class, () -> configuration.put(alice("A").toBuilder().setKind("User").build(), "a"));
    assertFalse(configuration.documents().get("Extension", "101").isPresent());
  }
}
