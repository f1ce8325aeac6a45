package io.patchbay.trunk.account;

/// A challenge of a registrar that can be answered again until it is replaced (RFC 7616 §3.6).
///
/// @param proxy 407: the answer goes into Proxy-Authorization
/// @param value of the header field
/// @param stale it asks for a fresh nonce only
/// @param uses how often it was answered
record Challenge(boolean proxy, String value, boolean stale, long uses) {
  Challenge used() {
    return new Challenge(proxy, value, stale, uses + 1);
  }
}
