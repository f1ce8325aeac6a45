package io.patchbay.media.codec.g729;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.util.List;

/// Provides G729 by bcg729, where the Edge document asks for it: the library is GPL.
public final class Bcg729Provider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("G729");
  }

  @Override
  public String library() {
    return Bcg729.NAME;
  }

  @Override
  public String switchName(String encoding) {
    return "bcg729";
  }

  @Override
  public boolean optional() {
    return true;
  }

  @Override
  public boolean foreign() {
    return true;
  }

  @Override
  public void find() {
    ForeignLibrary.require(Bcg729.NAME, Bcg729.HINT, Bcg729.SYMBOLS);
  }

  @Override
  public Codec open(Format format) {
    return new Bcg729();
  }
}
