package io.patchbay.media.codec.g726;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;

/// Provides G.726 at its four rates, in both packings.
public final class G726Provider implements CodecProvider {
  private static final String AAL2 = "AAL2-";

  @Override
  public List<String> encodings() {
    return List.of(
        "G726-16",
        "G726-24",
        "G726-32",
        "G726-40",
        AAL2 + "G726-16",
        AAL2 + "G726-24",
        AAL2 + "G726-32",
        AAL2 + "G726-40");
  }

  @Override
  public Codec open(Format format) {
    String name = format.encoding();
    return new G726(Rate.valueOf("K" + name.substring(name.length() - 2)), name.startsWith(AAL2));
  }
}
