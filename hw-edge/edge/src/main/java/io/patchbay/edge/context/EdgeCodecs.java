package io.patchbay.edge.context;

import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.codec.Wish;
import io.patchbay.proto.config.v1.EdgeSpec;
import io.patchbay.proto.edge.v1.CodecCapability;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which codecs this machine has and the Edge document wants, found out at the start.
public final class EdgeCodecs {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeCodecs.class);

  private EdgeCodecs() {}

  /// Looks for them and tells the log.
  ///
  /// @throws IllegalArgumentException naming what the document requires and is not there
  public static Codecs find(String edge, EdgeSpec spec) {
    var codecs = codecs(edge, spec);
    LOG.info("codecs: {}", String.join(", ", codecs.encodingNames()));
    for (Capability one : codecs.capabilities()) {
      if (!one.available() && one.state() != Capability.State.OFF) {
        LOG.info("codec {}", one);
      }
    }
    return codecs;
  }

  /// Checks a document before it is in force.
  ///
  /// @throws IllegalArgumentException naming what it requires and is not there
  public static void check(String edge, EdgeSpec spec) {
    if (!spec.getCodecsMap().isEmpty()) {
      var _ = codecs(edge, spec);
    }
  }

  private static Codecs codecs(String edge, EdgeSpec spec) {
    String key = "Edge " + edge + ": spec.codecs";
    Map<String, Wish> wishes = new HashMap<>();
    spec.getCodecsMap().forEach((name, wish) -> wishes.put(name, wish(key + "." + name, wish)));
    Codecs codecs;
    try {
      codecs = new Codecs(wishes);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(key + ": " + unknown.getMessage(), unknown);
    }
    if (!codecs.missing().isEmpty()) {
      throw new IllegalArgumentException(
          key + ": required: " + String.join("; ", codecs.missing()));
    }
    return codecs;
  }

  private static Wish wish(String key, String word) {
    try {
      return Wish.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          key + ": '" + word + "' is not one of off, auto, required", wrong);
    }
  }

  /// As the trunks are told.
  public static List<CodecCapability> report(Codecs codecs) {
    return codecs.capabilities().stream()
        .map(one ->
            CodecCapability.newBuilder()
                .setCodec(one.encoding())
                .setLibrary(one.library())
                .setState(state(one.state()))
                .setDetail(one.detail())
                .setHint(one.hint())
                .build())
        .toList();
  }

  private static CodecCapability.State state(Capability.State state) {
    return switch (state) {
      case AVAILABLE -> CodecCapability.State.STATE_AVAILABLE;
      case MISSING -> CodecCapability.State.STATE_MISSING;
      case SYMBOL_MISMATCH -> CodecCapability.State.STATE_SYMBOL_MISMATCH;
      case SELFTEST_FAILED -> CodecCapability.State.STATE_SELFTEST_FAILED;
      case OFF -> CodecCapability.State.STATE_OFF;
    };
  }
}
