package io.patchbay.trunk.dialog;

/// How requests reach the peer.
///
/// @param transport udp, tcp or tls
/// @param nextHop host:port the peer was seen at (RFC 3581, RFC 5626); empty: by route set and
///   target
public record Flow(String transport, String nextHop) {}
