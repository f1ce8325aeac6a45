package io.patchbay.media.codec.opus;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;

/// Provides Opus in Java, about three times as costly as libopus.
public final class ConcentusProvider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("opus");
  }

  @Override
  public String library() {
    return "concentus";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public Codec open(Format format) {
    return new Concentus();
  }
}
