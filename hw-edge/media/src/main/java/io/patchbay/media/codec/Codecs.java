package io.patchbay.media.codec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The codecs found on the class path, by encoding name.
public final class Codecs {
  private final Map<String, CodecProvider> byName = new TreeMap<>();

  /// Loads every listed provider.
  public Codecs() {
    for (CodecProvider provider :
        ServiceLoader.load(CodecProvider.class, Codecs.class.getClassLoader())) {
      byName.put(provider.encodingName().toUpperCase(Locale.ROOT), provider);
    }
  }

  /// The names, for SDP offers.
  public List<String> encodingNames() {
    return List.copyOf(byName.keySet());
  }

  /// A new instance of the codec.
  ///
  /// @throws IllegalArgumentException when there is none of that name
  public Codec open(String encodingName) {
    var provider = byName.get(encodingName.toUpperCase(Locale.ROOT));
    if (provider == null) {
      throw new IllegalArgumentException("no codec " + encodingName + " among " + byName.keySet());
    }
    return provider.open();
  }
}
