package io.patchbay.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the trunk has pushed is kept, for nobody else to read.
final class ConfigStoreTest {
  @TempDir Path directory = Path.of("");

  @Test
  void whatWasPushedIsKeptForTheEdgesUserAlone() throws Exception {
    ConfigStore store = ConfigStore.open(Documents.empty(), directory);
    for (String name : List.of("office", "door")) {
      store.push(
          DocumentYaml.parse(
              "t", "{kind: Pin, name: %s, spec: {pin-hash: \"1$a$b\"}}".formatted(name)));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("configuration.pb"))));
    Documents again = ConfigStore.open(Documents.empty(), directory).documents();
    assertTrue(again.pins().containsKey("door"));
    assertEquals(1, again.pins().size());
  }
}
