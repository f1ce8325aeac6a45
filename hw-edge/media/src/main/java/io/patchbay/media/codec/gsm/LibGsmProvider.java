package io.patchbay.media.codec.gsm;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.util.List;

/// Provides GSM full rate where libgsm is installed.
public final class LibGsmProvider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("GSM");
  }

  @Override
  public String library() {
    return LibGsm.NAME;
  }

  @Override
  public boolean foreign() {
    return true;
  }

  @Override
  public void find() {
    ForeignLibrary.require(LibGsm.NAME, LibGsm.HINT, LibGsm.SYMBOLS);
  }

  @Override
  public Codec open(Format format) {
    return new LibGsm();
  }
}
