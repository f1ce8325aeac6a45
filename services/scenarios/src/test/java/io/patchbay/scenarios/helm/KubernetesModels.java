package io.patchbay.scenarios.helm;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.patchbay.scenarios.helm.Chart.Manifest;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;

/// Checks objects against the models generated from Kubernetes' own OpenAPI: unknown fields,
/// missing required fields and wrong shapes are errors.
final class KubernetesModels {
  private static final Set<String> APIS =
      Set.of("v1", "apps/v1", "networking.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1");

  private KubernetesModels() {}

  /// Is there a model? Objects of the Prometheus Operator have none.
  static boolean knows(Manifest manifest) {
    return APIS.contains(manifest.json().path("apiVersion").asText());
  }

  /// @throws IllegalArgumentException naming the field
  static void check(Manifest manifest) {
    try {
      // by name: compiling against the models would need everything their annotations come from
      Class.forName("io.kubernetes.client.openapi.models.V1" + manifest.kind())
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(manifest.json().toString()));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          manifest.label() + ": " + e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(manifest.label() + ": no model", e);
    }
  }
}
