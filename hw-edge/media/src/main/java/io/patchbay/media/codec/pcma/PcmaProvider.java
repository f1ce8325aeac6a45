package io.patchbay.media.codec.pcma;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;

/// Provides PCMA; the codec has no state, so all share one.
public final class PcmaProvider implements CodecProvider {
  private static final Codec PCMA = new Pcma();

  @Override
  public String encodingName() {
    return "PCMA";
  }

  @Override
  public Codec open() {
    return PCMA;
  }
}
