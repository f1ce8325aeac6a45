package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.SAMPLES_PER_MILLI;
import static java.util.Objects.requireNonNull;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.codec.Format;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A description with its codecs opened, ready for the media thread.
final class RtpSetup {
  private static final int MAX_SAMPLES = 60 * SAMPLES_PER_MILLI;

  private final RtpDescription description;
  private final @Nullable Protection protection;
  private final Map<Integer, Format> formats = new HashMap<>();
  private final @Nullable Codec[] receivers = new Codec[128];
  private final int[] units = new int[128];
  private final boolean[] events = new boolean[128];
  private final boolean[] noises = new boolean[128];
  private final Codec sender;
  private final int packetSamples;
  private final int noisePayloadType;
  private final int eventUnits;

  /// Opens the codecs, on the caller's thread.
  ///
  /// @param before goes on where formats are the same: a codec's state outlives a re-INVITE
  RtpSetup(
      RtpDescription description,
      Codecs codecs,
      @Nullable RtpSetup before,
      @Nullable Protection protection) {
    this.description = description;
    this.protection = protection;
    int noise = -1;
    int event = description.telephoneEventPayloadType();
    int unitsOfEvents = 1;
    for (var entry : description.payloadTypes().entrySet()) {
      int type = entry.getKey();
      var format = Format.parse(entry.getValue());
      formats.put(type, format);
      units[type] = format.unitsPerSample();
      if (format.audio()) {
        receivers[type] = opened(type, format, codecs, before);
      } else if (format.encoding().equals(Format.COMFORT_NOISE)) {
        noise = type;
        noises[type] = true;
      } else {
        events[type] = true;
        unitsOfEvents = type == event ? format.unitsPerSample() : unitsOfEvents;
      }
    }
    if (event >= 0) {
      events[event] = true;
      units[event] = unitsOfEvents;
    }
    eventUnits = unitsOfEvents;
    noisePayloadType = noise;
    sender = requireNonNull(receivers[description.sendPayloadType()], "the codec we send");
    int frame = sender.frameSamples();
    int wanted = description.ptimeMillis() * SAMPLES_PER_MILLI;
    packetSamples = Math.clamp((wanted + frame - 1) / frame, 1, MAX_SAMPLES / frame) * frame;
  }

  private static Codec opened(int type, Format format, Codecs codecs, @Nullable RtpSetup before) {
    if (before != null && format.equals(before.formats.get(type))) {
      return requireNonNull(before.receivers[type], "an audio format has a codec");
    }
    return codecs.open(format);
  }

  RtpDescription description() {
    return description;
  }

  /// SRTP, null = plain RTP.
  @Nullable Protection protection() {
    return protection;
  }

  /// The codec of the payload type we send.
  Codec sender() {
    return sender;
  }

  /// Samples of one packet: the packet time rounded up to whole frames of the codec.
  int packetSamples() {
    return packetSamples;
  }

  /// The codec of a received payload type, null when it was not negotiated.
  @Nullable Codec receiver(int payloadType) {
    return receivers[payloadType];
  }

  /// Whether it is a telephone event (RFC 4733).
  boolean event(int payloadType) {
    return events[payloadType];
  }

  /// Whether it is comfort noise: 13 is, whoever sends it, unless it was given to something else.
  boolean noise(int payloadType) {
    return noises[payloadType]
        || (payloadType == io.patchbay.media.rtp.ComfortNoise.PAYLOAD_TYPE
            && receivers[payloadType] == null
            && !events[payloadType]);
  }

  /// Where silence may be told of instead of sent, −1: nowhere.
  int noisePayloadType() {
    return noisePayloadType;
  }

  /// Timestamp units of one sample at 8 kHz, of what we send.
  int sendUnits() {
    return units[description.sendPayloadType()];
  }

  /// The same of a received payload type.
  int units(int payloadType) {
    return Math.max(1, units[payloadType]);
  }

  /// The same of the events' durations that we send.
  int eventUnits() {
    return eventUnits;
  }

  /// Whether anything can be sent: `0.0.0.0` is hold (RFC 3264 §8.4).
  boolean sends() {
    return description.direction().sends()
        && !description.remote().getAddress().isAnyLocalAddress();
  }

  /// The codecs that it uses.
  Set<Codec> codecs() {
    var all = new HashSet<Codec>();
    for (var codec : receivers) {
      if (codec != null) {
        all.add(codec);
      }
    }
    return all;
  }
}
