package io.patchbay.trunk.dialog;

/// How requests reach the peer.
///
/// @param transport udp, tcp or tls
/// @param nextHop host:port the peer was seen at (RFC 3581, RFC 5626); empty: by route set and
///   target
/// @param pinned there even when a route set says otherwise: it was found for the first route
/// @param place the trunk whose port, or outside address, is ours to this peer; one that has none
///   of its own, or empty: the gateway's
public record Flow(String transport, String nextHop, boolean pinned, String place) {
  public Flow(String transport, String nextHop) {
    this(transport, nextHop, false, "");
  }

  public Flow(String transport, String nextHop, boolean pinned) {
    this(transport, nextHop, pinned, "");
  }

  /// For the dialog that the request has opened: its route set and target say where it goes on.
  Flow established() {
    return pinned ? new Flow(transport, "", false, place) : this;
  }
}
