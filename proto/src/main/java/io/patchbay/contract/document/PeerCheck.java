package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.TrunkTls;
import java.util.List;
import java.util.Set;

/// Edges, trunks and extensions: addresses, ports, codecs.
final class PeerCheck {
  private static final Set<String> TRANSPORTS = Set.of("", "udp", "tcp", "tls");
  private static final int MAX_RING_S = 600;

  private final Documents documents;
  private final DocumentCheck.Finding finding;
  private final MediaCheck media;

  PeerCheck(Documents documents, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.finding = finding;
    this.media = new MediaCheck(finding);
  }

  void run() {
    documents.edges().forEach((name, edge) -> edge("Edge " + name, edge));
    documents.trunks().forEach((name, trunk) -> trunk("Trunk " + name, trunk));
    documents
        .extensions()
        .forEach((name, extension) -> ring("Extension " + name, extension.getRingTimeoutS()));
    documents
        .extensions()
        .forEach((name, extension) ->
            new TransportCheck(finding)
                .check("Extension " + name, "spec.media", extension.getMedia()));
    documents
        .extensions()
        .forEach((name, one) -> media.media("Extension " + name, one.getMedia(), List.of()));
    new TransportCheck(finding)
        .check("Settings default", "spec.media", documents.settings().getMedia());
    media.codecs("Settings default", "spec.codecs", documents.settings().getCodecsList());
    media.media(
        "Settings default", documents.settings().getMedia(), documents.settings().getCodecsList());
    Formats.atMost(documents.settings().getSignallingDscp(), 63)
        .ifPresent(problem -> finding.add("Settings default", "spec.signalling-dscp", problem));
    new DigitCheck(finding).run(documents);
    dialogs(new DialogCheck(finding));
    documents.trunks().forEach((name, trunk) -> tls("Trunk " + name, trunk));
  }

  private void tls(String label, TrunkSpec trunk) {
    TrunkTls tls = trunk.getTls();
    if (!tls.getPinnedSha256().matches("([0-9A-Fa-f]{64})?")) {
      finding.add(
          label,
          "spec.tls.pinned-sha256",
          "`" + tls.getPinnedSha256() + "` is not 64 hexadecimal digits");
    }
    if (!tls.getMinVersion().matches("(1\\.[23])?")) {
      finding.add(
          label, "spec.tls.min-version", "`" + tls.getMinVersion() + "` is not one of 1.2, 1.3");
    }
    if (trunk.hasTls() && !trunk.getTransport().equals("tls")) {
      finding.add(
          label, "spec.tls", "given although transport is `" + trunk.getTransport() + "`, not tls");
    }
  }

  private void dialogs(DialogCheck dialogs) {
    documents.trunks().forEach((name, trunk) -> dialogs.check("Trunk " + name, trunk.getDialog()));
    documents
        .extensions()
        .forEach((name, extension) -> dialogs.check("Extension " + name, extension.getDialog()));
    dialogs.check("Settings default", documents.settings().getDialog());
  }

  private void edge(String label, EdgeSpec edge) {
    media.switches(label, edge.getCodecsMap());
    for (int i = 0; i < edge.getTrunksCount(); i++) {
      String path = "spec.trunks[" + i + "]";
      Formats.hostPort(edge.getTrunks(i)).ifPresent(problem -> finding.add(label, path, problem));
    }
    if (!edge.getStunServer().isEmpty()) {
      Formats.hostPort(edge.getStunServer())
          .ifPresent(problem -> finding.add(label, "spec.stun-server", problem));
    }
    Formats.atMost(edge.getRtpPortMin(), 65535)
        .ifPresent(problem -> finding.add(label, "spec.rtp-port-min", problem));
    Formats.atMost(edge.getRtpPortMax(), 65535)
        .ifPresent(problem -> finding.add(label, "spec.rtp-port-max", problem));
    if (edge.getRtpPortMax() != 0 && edge.getRtpPortMin() >= edge.getRtpPortMax()) {
      finding.add(
          label,
          "spec.rtp-port-max",
          edge.getRtpPortMax() + " is not above rtp-port-min " + edge.getRtpPortMin());
    }
    String scheme = edge.getToneScheme();
    if (!scheme.isEmpty()
        && !scheme.equals(Documents.DEFAULT)
        && !documents.toneSchemes().containsKey(scheme)) {
      finding.add(label, "spec.tone-scheme", "no ToneScheme `" + scheme + "`");
    }
  }

  private void trunk(String label, TrunkSpec trunk) {
    if (trunk.getAddress().isEmpty()) {
      finding.add(label, "spec.address", "missing (host:port)");
    } else {
      Formats.hostMaybePort(trunk.getAddress())
          .ifPresent(problem -> finding.add(label, "spec.address", problem));
    }
    if (!TRANSPORTS.contains(trunk.getTransport())) {
      finding.add(
          label, "spec.transport", "`" + trunk.getTransport() + "` is not one of udp, tcp, tls");
    }
    for (int i = 0; i < trunk.getAllowedFromCount(); i++) {
      String path = "spec.allowed-from[" + i + "]";
      Formats.addressRange(trunk.getAllowedFrom(i))
          .ifPresent(problem -> finding.add(label, path, problem));
    }
    if (trunk.hasIncoming()) {
      new DestinationCheck(documents, finding).check(label, "spec.incoming", trunk.getIncoming());
    }
    if (trunk.getAuthUser().isEmpty() && !trunk.getAuthPassword().isEmpty()) {
      finding.add(label, "spec.auth-user", "missing although auth-password is given");
    }
    new AccountCheck(finding).trunk(label, trunk);
    new TransportCheck(finding).check(label, "spec.media", trunk.getMedia());
    media.codecs(label, "spec.codecs", trunk.getCodecsList());
    media.media(label, trunk.getMedia(), trunk.getCodecsList());
    ring(label, trunk.getRingTimeoutS());
  }

  private void ring(String label, int seconds) {
    Formats.atMost(seconds, MAX_RING_S)
        .ifPresent(problem -> finding.add(label, "spec.ring-timeout-s", problem));
  }
}
