package io.patchbay.trunk.dialog;

import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What attached edges can code, as they said when they attached.
///
/// @param byEdge every attached edge
public record EdgeCodecs(Map<String, Set<Encoding>> byEdge) {
  /// Nothing known: any codec may do.
  public static final EdgeCodecs UNKNOWN = new EdgeCodecs(Map.of());

  public EdgeCodecs {
    byEdge = Map.copyOf(byEdge);
  }

  /// Those of an account's codecs that a leg on this edge can have; never none: every edge has
  /// G.711, and a peer that wants something else is refused.
  public List<Codec> at(String edge, List<Codec> codecs) {
    Set<Encoding> there = byEdge.get(edge);
    if (there == null) {
      return codecs;
    }
    List<Codec> left = codecs.stream().filter(one -> there.contains(one.encoding())).toList();
    return left.isEmpty() ? Codec.DEFAULT : left;
  }
}
