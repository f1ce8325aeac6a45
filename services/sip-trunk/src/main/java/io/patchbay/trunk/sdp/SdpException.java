package io.patchbay.trunk.sdp;

/// A body that is no session description; the message names the line.
public final class SdpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SdpException(String message) {
    super(message);
  }
}
