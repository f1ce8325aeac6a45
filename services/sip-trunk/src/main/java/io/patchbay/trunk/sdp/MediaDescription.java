package io.patchbay.trunk.sdp;

import java.util.List;
import java.util.Map;

/// One `m=` section as it was read (RFC 8866 §5.14).
///
/// @param line what follows `m=`, to be repeated when the section is refused
/// @param formats payload types in order of preference; empty when they are no numbers
/// @param names payload type to encoding name of `a=rtpmap`, upper case, where the clock rate is
///   the codec's; `TELEPHONE-EVENT/48000` for those of that clock
/// @param parameters payload type to what `a=fmtp` says, lower case
/// @param address of its own or the session's `c=`
/// @param ptimeMs 0: not said
/// @param maxPtimeMs 0: not said
/// @param transport keys
/// @param t38 attributes of T.38 by name in lower case
public record MediaDescription(
    String line,
    String media,
    int port,
    String protocol,
    List<Integer> formats,
    Map<Integer, String> names,
    Map<Integer, String> parameters,
    String address,
    Direction direction,
    int ptimeMs,
    int maxPtimeMs,
    PeerTransport transport,
    Map<String, String> t38) {
  private static final int LAST_PORT = 65_534;

  public MediaDescription {
    formats = List.copyOf(formats);
    names = Map.copyOf(names);
    t38 = Map.copyOf(t38);
    parameters = Map.copyOf(parameters);
  }

  /// RTP audio that is not refused, to an address and port that can be sent to, with one more port
  /// for RTCP.
  public boolean usable() {
    return media.equals("audio")
        && port > 0
        && port <= LAST_PORT
        && Carriage.known(protocol)
        && !formats.isEmpty()
        && Address.kind(address) == Address.Kind.UNICAST;
  }

  /// The encoding of a payload type: by `a=rtpmap`, else the static assignment; empty: unknown.
  public String encoding(int payloadType) {
    String name = names.get(payloadType);
    return name != null ? name : Encoding.ofStatic(payloadType);
  }

  /// A number among the parameters of a payload type, `mode=20`.
  int parameter(int payloadType, String name, int otherwise) {
    for (String pair : parameters.getOrDefault(payloadType, "").split(";", 32)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().equals(name)) {
        String value = parts[1].strip();
        return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
      }
    }
    return otherwise;
  }
}
