package io.patchbay.edge.context;

import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecMissingException;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;

/// A codec whose library no machine has.
public final class AbsentProvider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("X-ABSENT");
  }

  @Override
  public String library() {
    return "libabsent.so.1";
  }

  @Override
  public boolean foreign() {
    return true;
  }

  @Override
  public void find() {
    throw new CodecMissingException(
        Capability.State.MISSING, "libabsent.so.1 is not there", "apt-get install libabsent1");
  }

  @Override
  public Codec open(Format format) {
    throw new IllegalStateException("opened although nothing was found");
  }
}
