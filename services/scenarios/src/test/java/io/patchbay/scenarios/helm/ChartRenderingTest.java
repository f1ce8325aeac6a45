package io.patchbay.scenarios.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.patchbay.scenarios.helm.Chart.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chart renders: every process, each in the shape Kubernetes accepts.
final class ChartRenderingTest {
  private static final String MINIMAL = "minimal-values.yaml";
  private static final String FULL = "full-values.yaml";

  @Test
  void strictLintFindsNothing() {
    LintResult lint = new Helm(Chart.directory()).lint().strict().call();

    assertFalse(lint.isFailed(), () -> lint.getMessages().toString());
    assertEquals(
        List.of(),
        lint.getMessages().stream().filter(message -> !message.startsWith("[INFO]")).toList());
  }

  @Test
  void everyProcessIsRendered() {
    Set<String> workloads =
        Chart.render(MINIMAL).stream()
            .filter(Manifest::isWorkload)
            .map(Manifest::label)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        Set.of(
            "DaemonSet gw-patchbay-edge",
            "Deployment gw-patchbay-cdr-analytics",
            "Deployment gw-patchbay-console",
            "Deployment gw-patchbay-dial-plan",
            "Deployment gw-patchbay-sms-router",
            "StatefulSet gw-patchbay-sip-trunk"),
        workloads);
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void everyObjectFitsTheModelsOfKubernetes(String values) {
    List<Manifest> manifests = Chart.render(values);

    manifests.stream().filter(KubernetesModels::knows).forEach(KubernetesModels::check);
    assertEquals(
        Set.of(),
        manifests.stream()
            .filter(manifest -> !KubernetesModels.knows(manifest))
            .map(Manifest::kind)
            .filter(kind -> !kind.endsWith("Monitor"))
            .collect(Collectors.toSet()));
  }

  @Test
  void theModelsRefuseAMisspeltField() {
    Manifest deployment = only(Chart.render(MINIMAL), "Deployment gw-patchbay-console");
    ((ObjectNode) deployment.pod().path("containers").get(0)).put("readynessProbe", "x");

    var refused =
        assertThrows(IllegalArgumentException.class, () -> KubernetesModels.check(deployment));

    assertTrue(String.valueOf(refused.getMessage()).contains("readynessProbe"));
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void namesAreUniqueAndAllInTheReleasesNamespace(String values) {
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : Chart.render(values)) {
      assertTrue(seen.add(manifest.label()), manifest.label());
      assertEquals(
          "telephony", manifest.json().at("/metadata/namespace").asText(), manifest.label());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void everySelectorMeansExactlyOneWorkload(String values) {
    List<Manifest> manifests = Chart.render(values);
    List<Manifest> workloads = manifests.stream().filter(Manifest::isWorkload).toList();
    for (Manifest manifest : manifests) {
      switch (manifest.kind()) {
        case "Service", "PodDisruptionBudget", "NetworkPolicy" -> {
          long chosen =
              workloads.stream()
                  .filter(workload ->
                      workload.podLabels().entrySet().containsAll(manifest.selector().entrySet()))
                  .count();
          assertEquals(1, chosen, manifest.label());
        }
        default -> {}
      }
    }
  }

  @Test
  void servicePortsLeadToPortsOfTheContainer() {
    List<Manifest> manifests = Chart.render(FULL);
    for (Manifest service : manifests) {
      if (!service.kind().equals("Service")) {
        continue;
      }
      Manifest workload =
          manifests.stream()
              .filter(Manifest::isWorkload)
              .filter(
                  each -> each.podLabels().entrySet().containsAll(service.selector().entrySet()))
              .findFirst()
              .orElseThrow();
      List<String> open = new ArrayList<>();
      workload
          .pod()
          .at("/containers/0/ports")
          .forEach(
              port -> open.add(port.path("name").asText() + "/" + port.path("protocol").asText()));
      service
          .json()
          .at("/spec/ports")
          .forEach(port ->
              assertTrue(
                  open.contains(
                      port.path("targetPort").asText() + "/" + port.path("protocol").asText()),
                  () -> service.label() + " " + port + " not in " + open));
    }
  }

  @Test
  void sipIsServedOverUdpTcpAndTls() {
    JsonNode ports =
        only(Chart.render(MINIMAL), "Service gw-patchbay-sip-trunk").json().at("/spec/ports");

    assertEquals(
        "[5060/UDP, 5060/TCP, 5061/TCP]",
        ports
            .valueStream()
            .map(port -> port.path("port").asText() + "/" + port.path("protocol").asText())
            .toList()
            .toString());
  }

  @Test
  void edgesAndServicesAreToldEveryReplicaOfSipTrunk() {
    List<Manifest> manifests = Chart.render(MINIMAL, "sipTrunk.replicas=3");
    String three =
        "gw-patchbay-sip-trunk-0.gw-patchbay-sip-trunk-replicas.telephony.svc:9091,"
            + "gw-patchbay-sip-trunk-1.gw-patchbay-sip-trunk-replicas.telephony.svc:9091,"
            + "gw-patchbay-sip-trunk-2.gw-patchbay-sip-trunk-replicas.telephony.svc:9091";

    for (String label : List.of("DaemonSet gw-patchbay-edge", "Deployment gw-patchbay-console")) {
      assertEquals(three, environment(only(manifests, label), "PATCHBAY_TRUNKS").asText(), label);
    }
  }

  @Test
  void anEdgeIsReplacedOnlyByHandAndGivenTimeToEndItsCalls() {
    Manifest edge = only(Chart.render(MINIMAL), "DaemonSet gw-patchbay-edge");

    assertEquals("OnDelete", edge.json().at("/spec/updateStrategy/type").asText());
    assertEquals(3600, edge.pod().path("terminationGracePeriodSeconds").asInt());
    assertEquals("true", edge.pod().at("/nodeSelector/patchbay.io~1edge").asText());
  }

  @Test
  void onTheNodesNetworkTheClustersNamesStillResolve() {
    for (Manifest manifest : Chart.render(FULL)) {
      if (manifest.pod().path("hostNetwork").asBoolean()) {
        assertEquals(
            "ClusterFirstWithHostNet", manifest.pod().path("dnsPolicy").asText(), manifest.label());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hostPath, /hostPath/path, /var/lib/patchbay/edge",
    "pvc, /persistentVolumeClaim/claimName, spool-claim",
    "emptyDir, /emptyDir/sizeLimit, 128Mi"
  })
  void theSpoolIsWhereItWasAskedFor(String type, String path, String value) {
    Manifest edge =
        only(
            Chart.render(
                MINIMAL, "edge.spool.type=" + type, "edge.spool.existingClaim=spool-claim"),
            "DaemonSet gw-patchbay-edge");

    JsonNode spool =
        edge.pod()
            .path("volumes")
            .valueStream()
            .filter(volume -> volume.path("name").asText().equals("spool"))
            .findFirst()
            .orElseThrow();
    assertEquals(value, spool.at(path).asText());
  }

  @Test
  void monitorsAreRenderedOnlyWhenAskedFor() {
    assertFalse(Chart.render(MINIMAL).stream().anyMatch(each -> each.kind().endsWith("Monitor")));
    assertTrue(
        Chart.render(MINIMAL, "metrics.serviceMonitor.enabled=true").stream()
            .anyMatch(each -> each.label().equals("ServiceMonitor gw-patchbay-sip-trunk")));
  }

  @Test
  void processesWithReplicasAreSpreadAndKeptFromBeingEvictedAtOnce() {
    List<Manifest> manifests = Chart.render(FULL);
    for (Manifest manifest : manifests) {
      if (manifest.json().at("/spec/replicas").asInt() < 2) {
        continue;
      }
      assertFalse(manifest.pod().path("topologySpreadConstraints").isEmpty(), manifest.label());
      Manifest budget = only(manifests, "PodDisruptionBudget " + manifest.name());
      assertEquals(1, budget.json().at("/spec/maxUnavailable").asInt());
    }
  }

  @Test
  void theGatewayWithoutEdgesRenders() {
    assertTrue(
        Chart.render(MINIMAL, "edge.enabled=false").stream()
            .noneMatch(each -> each.name().endsWith("-edge")));
  }

  private static Manifest only(List<Manifest> manifests, String label) {
    List<Manifest> found = manifests.stream().filter(each -> each.label().equals(label)).toList();
    assertEquals(1, found.size(), label);
    return found.getFirst();
  }

  private static JsonNode environment(Manifest workload, String name) {
    return workload
        .pod()
        .at("/containers/0/env")
        .valueStream()
        .filter(each -> each.path("name").asText().equals(name))
        .map(each -> each.path("value"))
        .findFirst()
        .orElseThrow();
  }
}
