package io.patchbay.trunk.sdp;

import java.util.List;
import java.util.Map;

/// One `m=` section as it was read (RFC 8866 §5.14).
///
/// @param line what follows `m=`, to be repeated when the section is refused
/// @param formats payload types in order of preference; empty when they are no numbers
/// @param names payload type to encoding name of `a=rtpmap`, upper case, clock rate 8000 only
/// @param address of its own or the session's `c=`
/// @param ptimeMs 0: not said
/// @param transport keys
public record MediaDescription(
    String line,
    String media,
    int port,
    String protocol,
    List<Integer> formats,
    Map<Integer, String> names,
    String address,
    Direction direction,
    int ptimeMs,
    PeerTransport transport) {
  private static final int LAST_PORT = 65_534;

  public MediaDescription {
    formats = List.copyOf(formats);
    names = Map.copyOf(names);
  }

  /// RTP audio that is not refused, to an address and port that can be sent to, with one more port
  /// for RTCP.
  public boolean usable() {
    return media.equals("audio")
        && port > 0
        && port <= LAST_PORT
        && (protocol.equals(Carriage.AVP) || protocol.equals(Carriage.SAVP))
        && !formats.isEmpty()
        && Address.kind(address) == Address.Kind.UNICAST;
  }

  /// The encoding of a payload type: by `a=rtpmap`, else the static assignment; empty: unknown.
  public String encoding(int payloadType) {
    String name = names.get(payloadType);
    if (name != null) {
      return name;
    }
    return payloadType == 0 ? "PCMU" : payloadType == 8 ? "PCMA" : "";
  }
}
