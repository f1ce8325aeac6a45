package io.patchbay.media.codec.jitsi;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;
import java.util.Map;
import org.jitsi.impl.neomedia.codec.audio.g729.JavaDecoder;
import org.jitsi.impl.neomedia.codec.audio.g729.JavaEncoder;

/// Provides G.729 Annex A: frames of 10 ms in 10 octets, no Annex B.
public final class G729Provider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("G729");
  }

  @Override
  public String library() {
    return "libjitsi";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public Codec open(Format format) {
    var encoder = new JavaEncoder();
    encoder.setAdvancedAttributes(Map.of("ptime", "10"));
    return new PluginCodec(new PluginCodec.Parts(encoder, new JavaDecoder(), "g729/rtp", 80, 10));
  }
}
