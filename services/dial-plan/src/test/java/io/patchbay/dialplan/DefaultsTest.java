package io.patchbay.dialplan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.Patterns;
import io.patchbay.routing.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The configuration `./patchbay up` starts with is the commented sample of the documentation, and
/// does what that says.
final class DefaultsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path SAMPLE = ROOT.resolve(Path.of("docs", "sample-config"));
  private static final Path BUILT_IN =
      ROOT.resolve(Path.of("services", "standalone", "src", "main", "resources", "defaults"));
  private static final Map<String, String> PLACEHOLDERS =
      Map.of("data", "/var/lib/patchbay", "pbx-port", "5080");

  @Test
  void theBuiltInConfigurationIsTheSampleOfTheDocumentation() throws IOException {
    List<String> names = yaml(SAMPLE);
    assertEquals(
        List.of("dial-plan.yaml", "edge.yaml", "extensions.yaml", "lines.yaml", "trunks.yaml"),
        names);
    assertEquals(names, yaml(BUILT_IN));
    for (String name : names) {
      assertArrayEquals(
          Files.readAllBytes(SAMPLE.resolve(name)),
          Files.readAllBytes(BUILT_IN.resolve(name)),
          name);
    }
  }

  @Test
  void itsDocumentsFitTogether() throws IOException {
    Documents documents = documents();
    assertEquals(
        "[fxo-1, fxs-1, fxs-2, gsm-1, gsm-2, gsm-3, gsm-4]", documents.lines().keySet().toString());
    assertEquals("[101, 102, 103, 104]", documents.extensions().keySet().toString());
    assertEquals("127.0.0.1:5080", documents.trunks().values().iterator().next().getAddress());
    assertEquals(
        "/var/lib/patchbay/sim/gsm-2.pcm",
        documents.lines().values().stream()
            .map(line -> line.getSettingsOrDefault("audio-port", ""))
            .filter(port -> port.contains("gsm-2"))
            .findFirst()
            .orElse("none"));
  }

  @ParameterizedTest(name = "{0} {1} calls {2}: {3}")
  @CsvSource({
    "EXTENSION, 101, 102, 102=102",
    "EXTENSION, 101, 201, fxs-1=201",
    "EXTENSION, 101, 13800000001, gsm-1=13800000001 gsm-2=13800000001 gsm-3=13800000001 gsm-4=13800000001",
    "EXTENSION, 101, +8613800000001, gsm-1=+8613800000001 gsm-2=+8613800000001 gsm-3=+8613800000001 gsm-4=+8613800000001",
    "EXTENSION, 101, 10086, gsm-1=10086 gsm-2=10086 gsm-3=10086 gsm-4=10086",
    "EXTENSION, 101, 95551212, fxo-1=5551212",
    "EXTENSION, 101, 8300, pbx=300",
    "EXTENSION, 101, 555, 404",
    "EXTENSION, 101, 112, fxo-1=112 gsm-1=112 gsm-2=112 gsm-3=112 gsm-4=112 fxo-1=112 gsm-1=112 gsm-2=112 gsm-3=112 pbx=112",
    "TRUNK, pbx, 101, 101=101",
    "TRUNK, pbx, 8300, 404",
    "TRUNK, pbx, 202, fxs-2=202",
    "TRUNK, pbx, 10010, gsm-1=10010 gsm-2=10010 gsm-3=10010 gsm-4=10010",
    "LINE, gsm-1, +8613900000001, 101=101",
    "LINE, gsm-2, '', 102=102",
    "LINE, gsm-3, '', pbx=+8613900000003",
    "LINE, gsm-4, +8613900000004, pbx=+8613900000004",
    "LINE, fxo-1, '', 103=103",
    "LINE, fxs-1, 95551212, fxo-1=5551212",
    "LINE, fxs-1, 104, 104=104",
    "LINE, fxs-2, 13800000001, gsm-1=13800000001 gsm-2=13800000001 gsm-3=13800000001 gsm-4=13800000001",
  })
  void itsDialPlanDoesWhatItsCommentsSay(String kind, String origin, String called, String expected)
      throws IOException {
    RouteRequest request =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.valueOf("ORIGIN_KIND_" + kind))
            .setOrigin(origin)
            .setCalledNumber(called)
            .build();
    assertEquals(expected, words(Router.of(documents()).route(request, LineStates.unknown())));
  }

  private static Documents documents() throws IOException {
    return DocumentFiles.load(SAMPLE, PLACEHOLDERS, Patterns.check());
  }

  private static List<String> yaml(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  private static String words(Decision decision) {
    if (decision.getTargetsCount() == 0) {
      return String.valueOf(decision.getSipStatus());
    }
    return decision.getTargetsList().stream()
        .map(target ->
            target.getLine() + target.getExtension() + target.getTrunk() + "=" + target.getNumber())
        .collect(Collectors.joining(" "));
  }
}
