package io.patchbay.trunk.dialog;

import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What attached edges can code, as they said when they attached.
///
/// @param byEdge every attached edge
/// @param modems edges that have fax modems
public record EdgeCodecs(Map<String, Set<Encoding>> byEdge, Set<String> modems) {
  /// Nothing known: any codec may do.
  public static final EdgeCodecs UNKNOWN = new EdgeCodecs(Map.of(), Set.of());

  public EdgeCodecs {
    byEdge = Map.copyOf(byEdge);
    modems = Set.copyOf(modems);
  }

  /// Can T.38 be joined with audio there? An edge of which nothing is known is asked.
  public boolean faxModems(String edge) {
    return !byEdge.containsKey(edge) || modems.contains(edge);
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
