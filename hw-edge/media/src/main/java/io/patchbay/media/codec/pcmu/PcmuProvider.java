package io.patchbay.media.codec.pcmu;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;

/// Provides PCMU; the codec has no state, so all share one.
public final class PcmuProvider implements CodecProvider {
  private static final Codec PCMU = new Pcmu();

  @Override
  public String encodingName() {
    return "PCMU";
  }

  @Override
  public Codec open() {
    return PCMU;
  }
}
