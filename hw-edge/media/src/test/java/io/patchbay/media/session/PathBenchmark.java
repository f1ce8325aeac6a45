package io.patchbay.media.session;

import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// 20 ms of two calls between a line and RTP that send to each other, over loopback sockets, with
/// every stage there is: what `-prof gc` tells is twice what a frame of a call allocates each way.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PathBenchmark {
  private static final int TYPE = 96;

  /// What is coded.
  @Param({"PCMU", "PCMA", "G722", "G726-32"})
  public String format = "PCMU";

  /// A suite of SRTP by its name; empty: plain RTP.
  @Param({"", "AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  public String suite = "";

  /// Whether reports are sent, some kB each 5 s (RFC 3550 §6.2), which no frame pays for.
  @Param("false")
  public boolean rtcp;

  private @Nullable VirtualEngine world;

  /// Connects both.
  @Setup(Level.Trial)
  public void open() {
    var engine = new VirtualEngine();
    var near = engine.rtp();
    var far = engine.rtp();
    engine.join(near, engine.line(new Tone()));
    engine.join(far, engine.line(new Tone()));
    near.configure(description(far, 1, 2));
    far.configure(description(near, 2, 1));
    engine.run(1000);
    if (near.statistics().packetsReceived() < 40) {
      throw new IllegalStateException("nothing comes: " + near.statistics());
    }
    world = engine;
  }

  private RtpDescription description(RtpTermination peer, int ours, int theirs) {
    var keys = suite.isEmpty() ? null : new SrtpKeys(key(ours), key(theirs));
    return new RtpDescription(
        peer.localAddress(),
        TYPE,
        Map.of(TYPE, format),
        101,
        20,
        RtpDescription.Direction.SENDRECV,
        true,
        rtcp,
        DtmfRelay.EVENT_ONLY,
        new RtpTransport(keys, null, Duration.ZERO, -1, false));
  }

  private SrtpKey key(int seed) {
    var named = SrtpSuite.valueOf(suite);
    var master = new byte[named.masterOctets()];
    Arrays.fill(master, (byte) seed);
    return SrtpKey.of(named, master);
  }

  /// Ends both.
  @TearDown(Level.Trial)
  public void close() {
    if (world != null) {
      world.close();
    }
  }

  /// One tick.
  @Benchmark
  public void frame() {
    if (world != null) {
      world.run(20);
    }
  }

  /// A line that says the same all the time and keeps nothing.
  private static final class Tone implements FramePort {
    @Override
    public boolean clocked() {
      return false;
    }

    @Override
    public int read(short[] frame) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (short) (1000 * (i % 8 - 4));
      }
      return frame.length;
    }

    @Override
    public void write(short[] frame) {}

    @Override
    public void close() {}
  }
}
