package io.patchbay.media.codec.opus;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.util.List;

/// Provides Opus where libopus is installed.
public final class LibOpusProvider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("opus");
  }

  @Override
  public String library() {
    return LibOpus.NAME;
  }

  @Override
  public boolean foreign() {
    return true;
  }

  @Override
  public void find() {
    ForeignLibrary.require(LibOpus.NAME, LibOpus.HINT, LibOpus.SYMBOLS);
  }

  @Override
  public Codec open(Format format) {
    return new LibOpus();
  }
}
