package io.patchbay.media.codec.pcmu;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;

/// Provides PCMU; the codec has no state, so all share one.
public final class PcmuProvider implements CodecProvider {
  private static final Codec PCMU = new Pcmu();

  @Override
  public List<String> encodings() {
    return List.of("PCMU");
  }

  @Override
  public Codec open(Format format) {
    return PCMU;
  }
}
