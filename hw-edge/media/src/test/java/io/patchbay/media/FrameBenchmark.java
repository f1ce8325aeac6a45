package io.patchbay.media;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.dtmf.DtmfDetector;
import io.patchbay.media.jitter.JitterBuffer;
import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.session.EchoCancelledPort;
import io.patchbay.media.session.FramePort;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Cost of 20 ms of one call in each stage, sockets apart.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {
  private final Codec codec = new Codecs().open("PCMU");
  private final short[] frame = new short[160];
  private final byte[] octets = new byte[160];
  private final DtmfDetector detector = new DtmfDetector();
  private final JitterBuffer jitter = new JitterBuffer(JitterSettings.adapting());
  private final FramePort echo = new EchoCancelledPort(new Loop(), 64);
  private long now;

  /// Speech-like noise, so that no stage takes a short cut.
  public FrameBenchmark() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 160; i++) {
      frame[i] = (short) random.nextInt(-8000, 8000);
    }
  }

  /// Encode and decode.
  @Benchmark
  public int codec() {
    codec.encode(frame, 0, 160, octets, 0);
    return codec.decode(octets, 0, 160, frame, 0);
  }

  /// One packet in, one frame out.
  @Benchmark
  public boolean jitter() {
    now += 160;
    jitter.put(frame, 160, (int) now, false, now);
    return jitter.get(frame, now);
  }

  /// Echo of 64 ms, all of it learning all the time.
  @Benchmark
  public int echo() {
    echo.write(frame);
    return echo.read(frame);
  }

  /// Gives back what it was given, 9 dB weaker.
  private static final class Loop implements FramePort {
    private final short[] kept = new short[160];

    @Override
    public boolean clocked() {
      return false;
    }

    @Override
    public int read(short[] frame) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (short) (kept[i] / 3);
      }
      return frame.length;
    }

    @Override
    public void write(short[] frame) {
      System.arraycopy(frame, 0, kept, 0, frame.length);
    }

    @Override
    public void close() {}
  }

  /// Digit detection.
  @Benchmark
  public char dtmf() {
    detector.process(frame);
    return detector.started();
  }
}
