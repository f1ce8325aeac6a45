package io.patchbay.trunk.sdp;

/// Who an RTP port of ours is, beside its keys. Its text never shows the password.
///
/// @param fingerprint SHA-256 of its edge's DTLS certificate; empty: no DTLS
/// @param fragment user fragment of ICE (RFC 8839 §5.4); empty: no ICE
/// @param password of ICE
/// @param outside address of its edge as a STUN server sees it; empty: not known
public record PortIdentity(String fingerprint, String fragment, String password, String outside) {
  public static final PortIdentity NONE = new PortIdentity("", "", "", "");

  PortIdentity withoutDtls() {
    return new PortIdentity("", fragment, password, outside);
  }

  PortIdentity withoutIce() {
    return new PortIdentity(fingerprint, "", "", outside);
  }

  @Override
  public String toString() {
    return "port identity " + fragment;
  }
}
