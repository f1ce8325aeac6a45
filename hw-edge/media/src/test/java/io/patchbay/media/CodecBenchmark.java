package io.patchbay.media;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.codec.Speech;
import io.patchbay.media.codec.Wish;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Cost of 20 ms of one codec each way; `-prof gc` tells what it allocates.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final int FRAMES = 150;

  /// What is coded; bcg729 is G729 by the library of that name, concentus is Opus without libopus.
  @Param({
    "PCMU",
    "PCMA",
    "G722",
    "G726-16",
    "G726-24",
    "G726-32",
    "G726-40",
    "iLBC",
    "iLBC;mode=20",
    "G729",
    "bcg729",
    "opus",
    "GSM"
  })
  public String format = "PCMU";

  private final short[] pcm = Speech.of(FRAMES * 160, 8000);
  private final byte[] octets = new byte[FRAMES * 160];
  private final int[] lengths = new int[FRAMES];
  private final short[] heard = new short[1024];
  private Codec codec = new Codecs().open("PCMU");

  /// Opens the codec and fills the packets that are decoded.
  @Setup(Level.Trial)
  public void open() {
    boolean gpl = format.equals("bcg729");
    var codecs = new Codecs(gpl ? Map.of("bcg729", Wish.REQUIRED) : Map.of());
    codec = codecs.open(gpl ? "G729" : format);
    encode();
  }

  /// Frees what a library holds.
  @TearDown(Level.Trial)
  public void close() {
    codec.close();
  }

  /// 20 ms of samples into octets.
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int encode() {
    int size = Math.max(160, codec.frameSamples());
    int packets = FRAMES * 160 / size;
    int sum = 0;
    for (int i = 0; i < packets; i++) {
      lengths[i] = codec.encode(pcm, i * size, size, octets, i * 160);
      sum += lengths[i];
    }
    return sum;
  }

  /// 20 ms of octets into samples.
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int decode() {
    int packets = FRAMES * 160 / Math.max(160, codec.frameSamples());
    int sum = 0;
    for (int i = 0; i < packets; i++) {
      sum += codec.decode(octets, i * 160, lengths[i], heard, 0);
    }
    return sum;
  }
}
