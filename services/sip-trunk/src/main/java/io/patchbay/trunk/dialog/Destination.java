package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.trunk.sdp.Codec;
import java.util.List;

/// A target of the decision with all that is needed to place a leg there.
public sealed interface Destination {
  Party party();

  /// A line; `edge` is empty when it is not attached.
  ///
  /// @param preempt a normal call on it is ended for an emergency call
  /// @param patienceS seconds until the next destination is tried although it rings; 0: never
  record ToLine(Party party, String edge, LineKind kind, boolean preempt, int patienceS)
      implements Destination {
    /// Nobody's call is ended for it.
    public ToLine(Party party, String edge, LineKind kind) {
      this(party, edge, kind, false, 0);
    }
  }

  /// An extension, trunk or URI: every route is called at the same time. No route: not registered,
  /// or unknown.
  ///
  /// @param ringSeconds 0: as the decision says
  /// @param media how audio is carried to and from it
  record ToSip(
      Party party, List<Route> routes, List<Codec> codecs, int ringSeconds, MediaSpec media)
      implements Destination {
    /// Plain RTP.
    public ToSip(Party party, List<Route> routes, List<Codec> codecs, int ringSeconds) {
      this(party, routes, codecs, ringSeconds, MediaSpec.getDefaultInstance());
    }

    public ToSip {
      routes = List.copyOf(routes);
      codecs = List.copyOf(codecs);
    }
  }
}
