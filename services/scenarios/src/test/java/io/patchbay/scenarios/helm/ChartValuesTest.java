package io.patchbay.scenarios.helm;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chart refuses, and that it says which value is meant.
final class ChartValuesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.bootstrap",
        "database.url",
        "secrets.edgeToken.existingSecret",
        "secrets.database.existingSecret",
        "secrets.documents.existingSecret",
        "sipTrunk.tls.existingSecret"
      })
  void whatMustBeGivenIsAskedForByName(String value) {
    String message = refusal("{}", value + "=");

    assertTrue(message.contains(value + " is required"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sipTrunk: {replicas: two}          | /sipTrunk/replicas",
        "sipTrunk: {replicas: 0}            | /sipTrunk/replicas",
        "sipTrunk: {sip: {udpPort: 80}}     | /sipTrunk/sip/udpPort",
        "sipTrunk: {sip: {udp: 5060}}       | /sipTrunk/sip",
        "sipTrunk: {ownership: none}        | /sipTrunk/ownership",
        "replicas: 2                        | replicas",
        "image: {tag: latest}               | /image/tag",
        "image: {digest: 'sha256:12'}       | /image/digest",
        "kafka: {bootstrap: 'kafka'}        | /kafka/bootstrap",
        "database: {url: 'postgres://x/y'}  | /database/url",
        "database: {url: 'jdbc:postgresql://x/y?password=z'} | /database/url",
        "database: {password: secret}       | /database",
        "documents: {notes.txt: x}          | notes.txt",
        "edge: {devices: {hostPaths: [/etc]}} | /edge/devices/hostPaths/0",
        "edge: {spool: {type: nfs}}         | /edge/spool/type",
        "edge: {advertisedAddress: gw.example.org} | /edge/advertisedAddress",
        "edge: {resources: {limits: {memory: lots}, requests: {}}} | /edge/resources/limits/memory",
        "podSecurity: {runAsUser: 0}        | /podSecurity/runAsUser",
        "networkPolicy: {sipFrom: [{cidr: 10.0.0.0/8}]} | /networkPolicy/sipFrom/0",
        "secrets: {database: {password: x}} | /secrets/database"
      })
  void aBadValueIsRefusedWithItsPath(String yaml, String path) {
    String message = refusal(yaml);

    assertTrue(message.contains(path), () -> yaml + ": " + message);
  }

  @Test
  void portsTheWrongWayRoundAreRefused() {
    String message = refusal("edge: {rtp: {portMin: 20000, portMax: 18000}}");

    assertTrue(message.contains("edge.rtp.portMin 20000 is greater than"), message);
  }

  @Test
  void aDrainThatOutlastsTheGracePeriodIsRefused() {
    String message = refusal("sipTrunk: {drainDeadlineSeconds: 55}");

    assertTrue(message.contains("sipTrunk.drainDeadlineSeconds 55 must be 10 below"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "edge.hostNetwork, networkPolicy.edges",
    "sipTrunk.hostNetwork, networkPolicy.trunks"
  })
  void onTheNodesNetworkThePoliciesHaveToKnowTheNodes(String hostNetwork, String peers) {
    String message = refusal("{}", hostNetwork + "=true");

    assertTrue(message.contains(peers + " is required"), message);
  }

  @Test
  void everyObjectOfTheSchemaRefusesUnknownKeys() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Chart.directory().resolve("values.schema.json").toFile());

    List<String> open = new ArrayList<>();
    collectOpen(schema, "", open);

    // Kubernetes' own structures, checked by Kubernetes
    assertTrue(
        open.stream().allMatch(path -> path.matches(".*/(global|affinity|valueFrom|\\w+Selector)")),
        open::toString);
  }

  private static void collectOpen(JsonNode node, String path, List<String> open) {
    if (node.isObject()
        && node.path("type").asText().equals("object")
        && !node.has("additionalProperties")) {
      open.add(path);
    }
    node.properties()
        .forEach(entry -> collectOpen(entry.getValue(), path + "/" + entry.getKey(), open));
  }

  /// Helm's message when these values are put over the minimal ones.
  private String refusal(String yaml, String... set) {
    try {
      // Helm merges values files key by key; helm-java takes one, so the base comes as text
      Path values = directory.resolve("values.yaml");
      Files.writeString(values, merged(yaml));
      var refused = assertThrows(IllegalStateException.class, () -> Chart.text(values, set), yaml);
      return String.valueOf(refused.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String merged(String yaml) throws IOException {
    var mapper = new YAMLMapper();
    JsonNode values = mapper.readTree(Chart.directory().resolve("ci/minimal-values.yaml").toFile());
    return mapper.writeValueAsString(mapper.readerForUpdating(values).readValue(yaml));
  }
}
