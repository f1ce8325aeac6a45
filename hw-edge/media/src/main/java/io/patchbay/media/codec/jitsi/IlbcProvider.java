package io.patchbay.media.codec.jitsi;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.CodecProvider;
import io.patchbay.media.codec.Format;
import java.util.List;
import java.util.Map;
import org.jitsi.impl.neomedia.codec.audio.ilbc.JavaDecoder;
import org.jitsi.impl.neomedia.codec.audio.ilbc.JavaEncoder;

/// Provides iLBC: frames of 30 ms in 50 octets, or of 20 ms in 38 with `mode=20`.
public final class IlbcProvider implements CodecProvider {
  @Override
  public List<String> encodings() {
    return List.of("iLBC");
  }

  @Override
  public String library() {
    return "libjitsi";
  }

  @Override
  public Codec open(Format format) {
    boolean brief = format.parameter("mode", 30) == 20;
    var encoder = new JavaEncoder();
    encoder.setFormatParameters(Map.of("mode", brief ? "20" : "30"));
    return new PluginCodec(
        new PluginCodec.Parts(
            encoder, new JavaDecoder(), "ilbc/rtp", brief ? 160 : 240, brief ? 38 : 50));
  }
}
