package io.patchbay.trunk.lease;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoordinationV1Api;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseSpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;

/// The Leases of one installation in one namespace, by the API server. Thread-safe.
public final class KubernetesLeases implements LeaseStore {
  private static final String LABEL = "patchbay.io/leases";
  private static final String SUBJECT = "patchbay.io/lease-of";
  private static final int CONFLICT = 409;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CoordinationV1Api api;
  private final KubernetesAccess access;

  /// @param access to the API server
  public KubernetesLeases(KubernetesAccess access) throws IOException {
    this.access = access;
    api = new CoordinationV1Api(client(access));
  }

  private static ApiClient client(KubernetesAccess access) throws IOException {
    ApiClient client = new ApiClient();
    client.setBasePath(access.url());
    if (!access.caFile().toString().isEmpty()) {
      client.setSslCaCert(new ByteArrayInputStream(Files.readAllBytes(access.caFile())));
    }
    client.setHttpClient(
        client
            .getHttpClient()
            .newBuilder()
            .callTimeout(PATIENCE)
            .addInterceptor(token(access))
            .build());
    return client;
  }

  /// The kubelet writes a new token before the old one runs out: it is read each time.
  private static Interceptor token(KubernetesAccess access) {
    return chain ->
        chain.proceed(
            access.tokenFile().toString().isEmpty()
                ? chain.request()
                : chain
                    .request()
                    .newBuilder()
                    .header(
                        "Authorization", "Bearer " + Files.readString(access.tokenFile()).strip())
                    .build());
  }

  @Override
  public List<Lease> list() throws IOException {
    try {
      return api
          .listNamespacedLease(access.namespace())
          .labelSelector(LABEL + "=" + access.installation())
          .execute()
          .getItems()
          .stream()
          .map(KubernetesLeases::read)
          .toList();
    } catch (ApiException e) {
      throw new IOException(said(e), e);
    }
  }

  @Override
  public Lease write(Lease lease) throws IOException {
    V1Lease body =
        new V1Lease()
            .apiVersion("coordination.k8s.io/v1")
            .kind("Lease")
            .metadata(metadata(lease))
            .spec(
                new V1LeaseSpec()
                    .holderIdentity(lease.holder())
                    .leaseDurationSeconds(
                        Math.toIntExact(Math.max(1, lease.duration().toSeconds())))
                    .acquireTime(time(lease.acquired()))
                    .renewTime(time(lease.renewed()))
                    .leaseTransitions(lease.transitions()));
    try {
      return read(
          lease.version().isEmpty()
              ? api.createNamespacedLease(access.namespace(), body).execute()
              : api.replaceNamespacedLease(lease.name(), access.namespace(), body).execute());
    } catch (ApiException e) {
      throw e.getCode() == CONFLICT ? new Conflict(said(e)) : new IOException(said(e), e);
    }
  }

  private V1ObjectMeta metadata(Lease lease) {
    V1ObjectMeta metadata =
        new V1ObjectMeta()
            .name(lease.name())
            .namespace(access.namespace())
            .labels(Map.of(LABEL, access.installation(), "app.kubernetes.io/part-of", "patchbay"))
            .annotations(Map.of(SUBJECT, lease.subject()));
    if (!lease.version().isEmpty()) {
      metadata.setResourceVersion(lease.version());
    }
    return metadata;
  }

  private static Lease read(V1Lease lease) {
    V1ObjectMeta metadata = lease.getMetadata();
    V1LeaseSpec spec = lease.getSpec() == null ? new V1LeaseSpec() : lease.getSpec();
    Map<String, String> notes = metadata.getAnnotations();
    Integer seconds = spec.getLeaseDurationSeconds();
    Integer transitions = spec.getLeaseTransitions();
    String holder = spec.getHolderIdentity();
    return new Lease(
        metadata.getName(),
        notes == null ? "" : notes.getOrDefault(SUBJECT, ""),
        holder == null ? "" : holder,
        Duration.ofSeconds(seconds == null ? 15 : seconds),
        instant(spec.getAcquireTime()),
        instant(spec.getRenewTime()),
        transitions == null ? 0 : transitions,
        metadata.getResourceVersion());
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? Instant.EPOCH : at.toInstant();
  }

  private static String said(ApiException e) {
    return e.getCode() == 0
        ? "the API server does not answer: " + e.getMessage()
        : "the API server says " + e.getCode();
  }
}
