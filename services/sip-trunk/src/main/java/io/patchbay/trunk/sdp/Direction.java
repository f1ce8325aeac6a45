package io.patchbay.trunk.sdp;

import java.util.Locale;

/// Which way media may go (RFC 3264 §5.1), seen from whoever says it.
public enum Direction {
  SENDRECV(true, true),
  SENDONLY(true, false),
  RECVONLY(false, true),
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  /// The attribute, e.g. `sendrecv`.
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean sends() {
    return sends;
  }

  public boolean receives() {
    return receives;
  }

  /// The same seen from the other side: what it sends we receive.
  public Direction mirrored() {
    return switch (this) {
      case SENDRECV -> SENDRECV;
      case SENDONLY -> RECVONLY;
      case RECVONLY -> SENDONLY;
      case INACTIVE -> INACTIVE;
    };
  }
}
