package io.patchbay.trunk.edge;

import io.patchbay.proto.edge.v1.CodecCapability;
import io.patchbay.proto.edge.v1.Hello;
import io.patchbay.trunk.dialog.EdgeCodecs;
import io.patchbay.trunk.sdp.Encoding;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What edges say that they can code.
final class Capabilities {
  private static final Logger LOG = LoggerFactory.getLogger(Capabilities.class);

  private Capabilities() {}

  /// Of one edge; an older one, which does not say, has G.711 alone.
  static Set<Encoding> of(Hello hello) {
    Set<Encoding> usable = EnumSet.noneOf(Encoding.class);
    for (CodecCapability one : hello.getCodecsList()) {
      Encoding encoding = Encoding.named(one.getCodec()).orElse(null);
      if (encoding != null && one.getState() == CodecCapability.State.STATE_AVAILABLE) {
        usable.add(encoding);
      } else if (one.getState() != CodecCapability.State.STATE_OFF) {
        LOG.info(
            "edge {}: codec {} ({}) cannot be used: {} {}",
            hello.getEdge(),
            one.getCodec(),
            one.getLibrary(),
            one.getDetail(),
            one.getHint());
      }
    }
    return usable.isEmpty() ? EnumSet.of(Encoding.PCMA, Encoding.PCMU) : usable;
  }

  static EdgeCodecs of(Collection<EdgeLink> links) {
    Map<String, Set<Encoding>> byEdge = new HashMap<>();
    Set<String> modems = new HashSet<>();
    for (EdgeLink link : links) {
      if (link.attached()) {
        byEdge.put(link.edge(), link.codecs());
        if (link.faxModems()) {
          modems.add(link.edge());
        }
      }
    }
    return new EdgeCodecs(byEdge, modems);
  }
}
