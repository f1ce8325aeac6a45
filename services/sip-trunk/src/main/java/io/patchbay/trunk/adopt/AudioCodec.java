package io.patchbay.trunk.adopt;

import io.patchbay.proto.trunk.v1.SnapshotDialog;
import io.patchbay.proto.trunk.v1.SnapshotFormat;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Encoding;
import java.util.List;

/// The codecs of a snapshot; one of an older replica has their names alone.
final class AudioCodec {
  private AudioCodec() {}

  static void offered(List<Codec> codecs, SnapshotDialog.Builder into) {
    for (Codec codec : codecs) {
      into.addCodecs(codec.name()).addOffered(encode(codec));
    }
  }

  static List<Codec> offered(SnapshotDialog one) {
    return one.getOfferedCount() == 0
        ? Codec.list(one.getCodecsList())
        : one.getOfferedList().stream().map(AudioCodec::decode).toList();
  }

  /// @throws IllegalArgumentException a codec of a newer replica
  static Codec agreed(SnapshotDialog one) {
    return one.hasAgreed() ? decode(one.getAgreed()) : Codec.of(encoding(one.getCodec()));
  }

  static SnapshotFormat encode(Codec codec) {
    return SnapshotFormat.newBuilder()
        .setName(codec.name())
        .setPayloadType(codec.payloadType())
        .setPtimeMs(codec.ptimeMs())
        .setMaxPtimeMs(codec.maxPtimeMs())
        .setFrameMs(codec.frameMs())
        .setComfortNoise(codec.comfortNoise())
        .setEventClockHz(codec.eventClockHz())
        .setOwnOrder(codec.ownOrder())
        .build();
  }

  private static Codec decode(SnapshotFormat one) {
    return new Codec(
        encoding(one.getName()),
        one.getPayloadType(),
        one.getPtimeMs(),
        one.getMaxPtimeMs(),
        one.getFrameMs(),
        one.getComfortNoise(),
        one.getEventClockHz(),
        one.getOwnOrder());
  }

  private static Encoding encoding(String name) {
    return Encoding.named(name)
        .orElseThrow(() -> new IllegalArgumentException("codec " + name + " is not known"));
  }
}
