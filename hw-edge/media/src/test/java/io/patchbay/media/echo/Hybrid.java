package io.patchbay.media.echo;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.pcm.Pcm;
import java.util.SplittableRandom;

/// A line's hybrid: sends back what is said to it, later, weaker and smeared over 6 ms, through
/// A-law both ways.
public final class Hybrid {
  private static final int SPREAD = 48;

  private final Codec law = new Codecs().open("PCMA");
  private final byte[] octets = new byte[Pcm.FRAME_SAMPLES];
  private final double[] past;
  private final double[] path;
  private final int delay;

  /// @param delayMillis before the first of the echo
  /// @param lossDb how much weaker the echo of noise is
  /// @param seed of another path each
  public Hybrid(double delayMillis, double lossDb, long seed) {
    delay = (int) (delayMillis * Pcm.SAMPLES_PER_MILLI);
    path = new double[SPREAD];
    past = new double[delay + SPREAD + Pcm.FRAME_SAMPLES];
    var random = new SplittableRandom(seed);
    double energy = 0;
    for (int k = 0; k < SPREAD; k++) {
      path[k] = random.nextDouble(-1, 1) * Math.exp(-k / 10.0);
      energy += path[k] * path[k];
    }
    double factor = Math.pow(10, -lossDb / 20) / Math.sqrt(energy);
    for (int k = 0; k < SPREAD; k++) {
      path[k] *= factor;
    }
  }

  /// What is heard while `said` is said and `near` speaks.
  public short[] heard(short[] said, short[] near) {
    System.arraycopy(past, said.length, past, 0, past.length - said.length);
    var coded = coded(said);
    for (int i = 0; i < said.length; i++) {
      past[past.length - said.length + i] = coded[i];
    }
    var heard = new short[said.length];
    for (int i = 0; i < heard.length; i++) {
      int now = past.length - said.length + i - delay;
      double echo = 0;
      for (int k = 0; k < SPREAD; k++) {
        echo += path[k] * past[now - k];
      }
      heard[i] = Pcm.saturate((int) Math.round(echo + near[i]));
    }
    return coded(heard);
  }

  private short[] coded(short[] pcm) {
    law.encode(pcm, 0, pcm.length, octets, 0);
    var decoded = new short[pcm.length];
    law.decode(octets, 0, pcm.length, decoded, 0);
    return decoded;
  }
}
