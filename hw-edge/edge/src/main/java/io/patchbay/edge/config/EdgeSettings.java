package io.patchbay.edge.config;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this edge process is told at its start, under `patchbay.*`.
///
/// @param name the edge's name; its Lines name it
/// @param trunks gRPC addresses `host:port` of every sip-trunk replica; empty: those of the Edge
///   document
/// @param token bearer token of the trunks
/// @param dataDir spool and configuration cache
/// @param configDir YAML documents
/// @param placeholders what `${name}` in them stands for
/// @param bind address of RTP sockets where the Edge document names none
/// @param advertised address in SDP, likewise
/// @param rtpPortMin first RTP port, likewise
/// @param rtpPortMax last RTP port, likewise
/// @param fxoAnswerAfter silence after dialling on an exchange line that means: answered; where the
///   line's document does not say
public record EdgeSettings(
    String name,
    List<String> trunks,
    String token,
    Path dataDir,
    Optional<Path> configDir,
    Map<String, String> placeholders,
    InetAddress bind,
    InetAddress advertised,
    int rtpPortMin,
    int rtpPortMax,
    Duration fxoAnswerAfter) {
  public EdgeSettings {
    requireNonNull(token, "token");
    requireNonNull(dataDir, "dataDir");
    requireNonNull(bind, "bind");
    requireNonNull(advertised, "advertised");
    requireNonNull(fxoAnswerAfter, "fxoAnswerAfter");
    trunks = List.copyOf(trunks);
    placeholders = Map.copyOf(placeholders);
    if (!name.matches("[a-z0-9._-]{1,63}")) {
      throw new IllegalArgumentException(
          "patchbay.edge.name '" + name + "' is not 1 to 63 of a-z, 0-9, '.', '_', '-'");
    }
    for (String trunk : trunks) {
      if (!trunk.matches("\\S+:[0-9]{1,5}")) {
        throw new IllegalArgumentException("patchbay.trunks '" + trunk + "' is not host:port");
      }
    }
  }

  /// Never shows the token.
  @Override
  public String toString() {
    return "edge " + name + ", trunks " + trunks + ", data " + dataDir;
  }
}
