package io.patchbay.trunk.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The audio codecs we speak, with their static payload types (RFC 3551 §6).
public enum Codec {
  PCMA(8),
  PCMU(0);

  /// The payload type we offer for digits (RFC 4733).
  public static final int TELEPHONE_EVENT = 101;

  /// What is offered when nothing is configured.
  public static final List<Codec> DEFAULT = List.of(PCMA, PCMU);

  private final int payloadType;

  Codec(int payloadType) {
    this.payloadType = payloadType;
  }

  public int payloadType() {
    return payloadType;
  }

  /// The codec of this encoding name, in any case.
  public static Optional<Codec> named(String name) {
    for (Codec codec : values()) {
      if (codec.name().equalsIgnoreCase(name)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /// The configured list; unknown names are left out, an empty result is [#DEFAULT].
  public static List<Codec> list(List<String> names) {
    List<Codec> codecs = new ArrayList<>();
    for (String name : names) {
      named(name).filter(codec -> !codecs.contains(codec)).ifPresent(codecs::add);
    }
    return codecs.isEmpty() ? DEFAULT : List.copyOf(codecs);
  }
}
