package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.routing.call.NextTarget;
import io.patchbay.trunk.sdp.Codec;
import java.util.List;

/// A target of the decision with all that is needed to place a leg there.
public sealed interface Destination {
  Party party();

  /// How the call comes there.
  Sent sent();

  /// Of a call that somebody sends on.
  ///
  /// @param after Q.850 causes of those before it, after which alone it is tried; none: any
  /// @param by numbers that sent it on, the first one first
  record Sent(List<Integer> after, List<String> by) {
    /// Nobody has.
    static final Sent NOT = new Sent(List.of(), List.of());

    public Sent {
      after = List.copyOf(after);
      by = List.copyOf(by);
    }

    /// Is it tried after this cause?
    boolean follows(int cause) {
      return NextTarget.follows(after, cause);
    }
  }

  /// A line; `edge` is empty when it is not attached.
  ///
  /// @param preempt a normal call on it is ended for an emergency call
  /// @param patienceS seconds until the next destination is tried although it rings; 0: never
  record ToLine(Party party, String edge, LineKind kind, boolean preempt, int patienceS, Sent sent)
      implements Destination {
    /// Nobody's call is ended for it.
    public ToLine(Party party, String edge, LineKind kind) {
      this(party, edge, kind, false, 0);
    }

    /// Nobody sends it on.
    public ToLine(Party party, String edge, LineKind kind, boolean preempt, int patienceS) {
      this(party, edge, kind, preempt, patienceS, Sent.NOT);
    }
  }

  /// An extension, trunk or URI: every route is called at the same time. No route: not registered,
  /// or unknown.
  ///
  /// @param ringSeconds 0: as the decision says
  /// @param media how audio is carried to and from it
  /// @param patienceS seconds until the next destination is tried although it rings; 0: never
  record ToSip(
      Party party,
      List<Route> routes,
      List<Codec> codecs,
      int ringSeconds,
      MediaSpec media,
      int patienceS,
      Sent sent)
      implements Destination {
    /// Plain RTP.
    public ToSip(Party party, List<Route> routes, List<Codec> codecs, int ringSeconds) {
      this(party, routes, codecs, ringSeconds, MediaSpec.getDefaultInstance());
    }

    /// Nobody sends it on.
    public ToSip(
        Party party, List<Route> routes, List<Codec> codecs, int ringSeconds, MediaSpec media) {
      this(party, routes, codecs, ringSeconds, media, 0, Sent.NOT);
    }

    public ToSip {
      routes = List.copyOf(routes);
      codecs = List.copyOf(codecs);
    }
  }
}
