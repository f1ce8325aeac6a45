package io.patchbay.media.codec.pcma;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;

/// Provides PCMA; the codec has no state, so all share one.
public final class PcmaProvider implements CodecProvider {
  private static final Codec PCMA = new Pcma();

  @Override
  public List<String> encodings() {
    return List.of("PCMA");
  }

  @Override
  public Codec open(Format format) {
    return PCMA;
  }
}
