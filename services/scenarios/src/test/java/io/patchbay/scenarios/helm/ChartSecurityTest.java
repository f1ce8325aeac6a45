package io.patchbay.scenarios.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.scenarios.helm.Chart.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every Pod of the chart, however it is rendered.
final class ChartSecurityTest {
  private static final String MINIMAL = "minimal-values.yaml";
  private static final String FULL = "full-values.yaml";

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void everyPodRunsWithoutPrivileges(String values) {
    for (Manifest workload : workloads(values)) {
      JsonNode pod = workload.pod().path("securityContext");
      assertTrue(pod.path("runAsNonRoot").asBoolean(), workload.label());
      assertNotEquals(0, pod.path("runAsUser").asInt(), workload.label());
      assertEquals("RuntimeDefault", pod.at("/seccompProfile/type").asText(), workload.label());
      for (JsonNode container : workload.pod().path("containers")) {
        JsonNode security = container.path("securityContext");
        assertTrue(security.path("readOnlyRootFilesystem").asBoolean(), workload.label());
        assertTrue(security.has("allowPrivilegeEscalation"), workload.label());
        assertFalse(security.path("allowPrivilegeEscalation").asBoolean(), workload.label());
        assertEquals("[\"ALL\"]", security.at("/capabilities/drop").toString(), workload.label());
        assertFalse(security.path("privileged").asBoolean(), workload.label());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void everyContainerHasProbesAndResources(String values) {
    for (Manifest workload : workloads(values)) {
      for (JsonNode container : workload.pod().path("containers")) {
        assertEquals(
            "/health/liveness",
            container.at("/livenessProbe/httpGet/path").asText(),
            workload.label());
        assertEquals(
            "/health/readiness",
            container.at("/readinessProbe/httpGet/path").asText(),
            workload.label());
        assertFalse(container.at("/startupProbe/httpGet/path").isMissingNode(), workload.label());
        assertFalse(container.at("/resources/requests/cpu").isMissingNode(), workload.label());
        assertFalse(container.at("/resources/limits/memory").isMissingNode(), workload.label());
      }
    }
  }

  @Test
  void audioAndSignallingAreNotThrottled() {
    for (Manifest workload : workloads(MINIMAL)) {
      boolean realTime =
          workload.name().endsWith("-edge") || workload.name().endsWith("-sip-trunk");
      assertEquals(
          realTime,
          workload.pod().at("/containers/0/resources/limits/cpu").isMissingNode(),
          workload.label());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void everyProcessHasAnAccountOfItsOwnAndOnlyTheTrunkTalksToTheCluster(String values) {
    for (Manifest workload : workloads(values)) {
      assertEquals(workload.name(), workload.pod().path("serviceAccountName").asText());
      assertTrue(workload.pod().has("automountServiceAccountToken"), workload.label());
      assertEquals(
          workload.name().endsWith("-sip-trunk"),
          workload.pod().path("automountServiceAccountToken").asBoolean(),
          workload.label());
    }
  }

  @Test
  void theTrunkMayDoWithLeasesWhatItDoesAndNothingElse() {
    List<Manifest> roles =
        Chart.render(MINIMAL).stream().filter(each -> each.kind().equals("Role")).toList();
    assertEquals(1, roles.size());
    JsonNode rules = roles.getFirst().json().path("rules");
    assertEquals(1, rules.size());
    assertEquals("[\"coordination.k8s.io\"]", rules.at("/0/apiGroups").toString());
    assertEquals("[\"leases\"]", rules.at("/0/resources").toString());
    assertEquals("[\"list\",\"create\",\"update\"]", rules.at("/0/verbs").toString());
  }

  @Test
  void withAConsumerGroupNobodyTalksToTheCluster() {
    List<Manifest> manifests = Chart.render(MINIMAL, "sipTrunk.ownership=kafka");
    assertTrue(manifests.stream().noneMatch(each -> each.kind().contains("Role")));
    assertTrue(
        manifests.stream()
            .filter(Manifest::isWorkload)
            .noneMatch(each -> each.pod().path("automountServiceAccountToken").asBoolean(true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void variablesOfServicesAreNotReadAsSettings(String values) {
    for (Manifest workload : workloads(values)) {
      assertTrue(workload.pod().has("enableServiceLinks"), workload.label());
      assertFalse(workload.pod().path("enableServiceLinks").asBoolean(), workload.label());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MINIMAL, FULL})
  void secretsAreReferredToAndNeverWritten(String values) {
    List<Manifest> manifests = Chart.render(values);

    assertTrue(manifests.stream().noneMatch(each -> each.kind().equals("Secret")));
    for (Manifest workload : manifests.stream().filter(Manifest::isWorkload).toList()) {
      for (JsonNode variable : workload.pod().at("/containers/0/env")) {
        String name = variable.path("name").asText().toLowerCase(Locale.ROOT);
        if (name.contains("password") || name.contains("token")) {
          assertFalse(variable.has("value"), () -> workload.label() + " " + name);
          assertFalse(
              variable.at("/valueFrom/secretKeyRef/name").asText().isEmpty(),
              () -> workload.label() + " " + name);
        }
      }
    }
  }

  @Test
  void onlyTheEdgeSeesPathsOfItsNode() {
    Set<String> withPaths =
        workloads(FULL).stream()
            .filter(workload ->
                workload
                    .pod()
                    .path("volumes")
                    .valueStream()
                    .anyMatch(volume -> volume.has("hostPath")))
            .map(Manifest::name)
            .collect(Collectors.toSet());

    assertEquals(Set.of("gw-patchbay-edge"), withPaths);
  }

  @Test
  void everyProcessOnThePodNetworkHasANetworkPolicyForBothDirections() {
    List<Manifest> manifests = Chart.render(FULL);
    for (Manifest workload : manifests.stream().filter(Manifest::isWorkload).toList()) {
      Stream<Manifest> policies =
          manifests.stream()
              .filter(each -> each.kind().equals("NetworkPolicy"))
              .filter(each -> each.name().equals(workload.name()));
      if (workload.pod().path("hostNetwork").asBoolean()) {
        assertEquals(0, policies.count(), workload.label());
      } else {
        assertEquals(
            List.of("[\"Ingress\",\"Egress\"]"),
            policies.map(each -> each.json().at("/spec/policyTypes").toString()).toList(),
            workload.label());
      }
    }
  }

  @Test
  void sipTrunksGrpcPortIsOpenOnlyForThoseNamed() {
    JsonNode rules =
        Chart.render(MINIMAL).stream()
            .filter(each -> each.label().equals("NetworkPolicy gw-patchbay-sip-trunk"))
            .findFirst()
            .orElseThrow()
            .json()
            .at("/spec/ingress");

    List<JsonNode> grpc =
        rules
            .valueStream()
            .filter(rule ->
                rule.path("ports").valueStream().anyMatch(p -> p.path("port").asInt() == 9091))
            .toList();
    assertEquals(1, grpc.size());
    assertEquals(
        Set.of("edge", "sms-router", "console"),
        grpc.getFirst()
            .path("from")
            .valueStream()
            .map(peer -> peer.at("/podSelector/matchLabels/app.kubernetes.io~1component").asText())
            .collect(Collectors.toSet()));
  }

  @Test
  void theImageIsPinned() {
    for (Manifest workload : workloads(MINIMAL)) {
      assertEquals(
          "patchbay:0.1.0", workload.pod().at("/containers/0/image").asText(), workload.label());
    }
    for (Manifest workload : workloads(FULL)) {
      assertTrue(
          workload.pod().at("/containers/0/image").asText().contains("@sha256:"), workload.label());
    }
  }

  private static List<Manifest> workloads(String values) {
    return Chart.render(values).stream().filter(Manifest::isWorkload).toList();
  }
}
