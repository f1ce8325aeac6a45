package io.patchbay.edge.context;

import io.patchbay.proto.edge.v1.RtpDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The payload types of a stream, as the media engine has them.
final class AudioFormats {
  private AudioFormats() {}

  /// @throws IllegalArgumentException no codec is named
  static Map<Integer, String> of(RtpDescription remote) {
    if (!remote.getCodec().matches("[0-9A-Za-z-]{1,32}")) {
      throw new IllegalArgumentException("codec '" + remote.getCodec() + "' is no name of one");
    }
    var format = new StringBuilder(remote.getCodec());
    new TreeMap<>(remote.getCodecParametersMap())
        .forEach((name, value) -> format.append(';').append(name).append('=').append(value));
    var types = new HashMap<Integer, String>();
    // peers do switch between the two static types without asking
    types.put(0, "PCMU");
    types.put(8, "PCMA");
    if (remote.hasReceivePayloadType()) {
      types.put(remote.getReceivePayloadType(), format.toString());
    }
    if (remote.getComfortNoisePayloadType() != 0) {
      types.put(remote.getComfortNoisePayloadType(), "CN");
    }
    int clock = remote.getTelephoneEventClockHz() == 0 ? 8000 : remote.getTelephoneEventClockHz();
    String event = "telephone-event/" + clock;
    if (remote.getReceiveTelephoneEventPayloadType() != 0) {
      types.put(remote.getReceiveTelephoneEventPayloadType(), event);
    }
    if (remote.getTelephoneEventPayloadType() != 0) {
      types.put(remote.getTelephoneEventPayloadType(), event);
    }
    types.put(remote.getPayloadType(), format.toString());
    return types;
  }
}
