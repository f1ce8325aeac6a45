package io.patchbay.media.codec;

import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.util.List;

/// Codecs that cannot be used, each for another reason; all are off unless asked for.
public final class FaultyProviders {
  private FaultyProviders() {}

  /// Its library is not there.
  public static final class Absent implements CodecProvider {
    @Override
    public List<String> encodings() {
      return List.of("X-ABSENT");
    }

    @Override
    public String library() {
      return "libnowhere.so.9";
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
      ForeignLibrary.require(library(), "apt-get install libnowhere9");
    }

    @Override
    public Codec open(Format format) {
      throw new IllegalStateException("opened although nothing was found");
    }
  }

  /// Its library has other functions.
  public static final class Other implements CodecProvider {
    @Override
    public List<String> encodings() {
      return List.of("X-OTHER");
    }

    @Override
    public String library() {
      return "libc.so.6";
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
      ForeignLibrary.require(library(), "", "memcpy", "speak_in_tongues");
    }

    @Override
    public Codec open(Format format) {
      throw new IllegalStateException("opened although a function is missing");
    }
  }

  /// What it codes does not come back.
  public static final class Deaf implements CodecProvider {
    @Override
    public List<String> encodings() {
      return List.of("X-DEAF");
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
    public Codec open(Format format) {
      return new Codec() {
        @Override
        public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
          return samples;
        }

        @Override
        public int decode(byte[] in, int offset, int octets, short[] pcm, int pcmOffset) {
          return octets;
        }
      };
    }
  }
}
