package io.patchbay.media.session;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import org.jspecify.annotations.Nullable;

/// A description with its codecs opened, ready for the media thread.
final class RtpSetup {
  private final RtpDescription description;
  private final Codec sender;
  private final @Nullable Protection protection;
  private final @Nullable Codec[] receivers = new Codec[128];

  /// Opens the codecs, on the caller's thread.
  RtpSetup(RtpDescription description, Codecs codecs, @Nullable Protection protection) {
    this.description = description;
    this.protection = protection;
    description.payloadTypes().forEach((type, name) -> receivers[type] = codecs.open(name));
    var name = requireNonNull(description.payloadTypes().get(description.sendPayloadType()));
    sender = codecs.open(name);
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

  /// The codec of a received payload type, null when it was not negotiated.
  @Nullable Codec receiver(int payloadType) {
    return receivers[payloadType];
  }

  /// Whether anything can be sent: `0.0.0.0` is hold (RFC 3264 §8.4).
  boolean sends() {
    return description.direction().sends()
        && !description.remote().getAddress().isAnyLocalAddress();
  }
}
