package io.patchbay.trunk.lease;

import java.nio.file.Path;
import java.util.Map;

/// The way to the API server.
///
/// @param url of it
/// @param namespace of the Leases
/// @param installation names it: several may share a namespace
/// @param tokenFile of the service account; empty: none is shown
/// @param caFile PEM; empty: what the machine trusts
public record KubernetesAccess(
    String url, String namespace, String installation, Path tokenFile, Path caFile) {
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  /// From within a Pod, by the service account that is mounted there.
  ///
  /// @param environment of the process
  /// @throws IllegalStateException it is no Pod
  public static KubernetesAccess ofPod(
      Map<String, String> environment, String namespace, String installation) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    if (host.isEmpty()) {
      throw new IllegalStateException(
          "patchbay.trunk.ownership lease: KUBERNETES_SERVICE_HOST is not set, this is no Pod");
    }
    String address = host.contains(":") ? "[" + host + "]" : host;
    return new KubernetesAccess(
        "https://" + address + ":" + port,
        namespace,
        installation,
        ACCOUNT.resolve("token"),
        ACCOUNT.resolve("ca.crt"));
  }
}
