package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Encoding;
import io.patchbay.trunk.sdp.RemoteMedia;

/// What the edge has to know of the codec besides its name: parameters, and the payload types that
/// the peer may use because we named them.
final class AudioFormats {
  private AudioFormats() {}

  static void add(RemoteMedia remote, RtpDescription.Builder description) {
    Codec codec = remote.codec();
    int events = remote.telephoneEvent();
    int ownEvents =
        codec.eventClockHz() == 8000 ? Codec.TELEPHONE_EVENT : Codec.TELEPHONE_EVENT_48000;
    if (codec.encoding() == Encoding.ILBC) {
      description.putCodecParameters("mode", String.valueOf(codec.frameMs()));
    }
    if (codec.payloadType() != remote.payloadType() && codec.payloadType() != events) {
      description.setReceivePayloadType(codec.payloadType());
    }
    description.setComfortNoisePayloadType(codec.comfortNoise());
    if (events > 0 && codec.eventClockHz() != 8000) {
      description.setTelephoneEventClockHz(codec.eventClockHz());
    }
    boolean free = ownEvents != remote.payloadType() && ownEvents != codec.payloadType();
    if (events > 0 && ownEvents != events && free) {
      description.setReceiveTelephoneEventPayloadType(ownEvents);
    }
  }
}
