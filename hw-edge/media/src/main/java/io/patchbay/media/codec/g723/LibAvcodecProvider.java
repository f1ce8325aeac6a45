package io.patchbay.media.codec.g723;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.util.List;

/// Provides G723 by libavcodec, where the Edge document asks for it: as Debian builds it, it is
/// GPL.
public final class LibAvcodecProvider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("G723");
  }

  @Override
  public String library() {
    return Symbols.CODEC;
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
    ForeignLibrary.require(Symbols.CODEC, Symbols.HINT, Symbols.OF_CODEC);
    ForeignLibrary.require(Symbols.UTIL, Symbols.HINT, Symbols.OF_UTIL);
  }

  @Override
  public Codec open(Format format) {
    return new LibAvcodec();
  }
}
