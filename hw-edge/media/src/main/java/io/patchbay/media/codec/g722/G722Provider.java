package io.patchbay.media.codec.g722;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;

/// Provides G722.
public final class G722Provider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("G722");
  }

  @Override
  public Codec open(Format format) {
    return new G722();
  }
}
