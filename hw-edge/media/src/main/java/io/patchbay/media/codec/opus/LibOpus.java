package io.patchbay.media.codec.opus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Opus by the machine's libopus (`opus.h` of 1.x).
final class LibOpus implements Codec {
  static final String NAME = "libopus.so.0";
  static final String HINT = "apt-get install libopus0";
  static final String[] SYMBOLS = {
    "opus_encoder_create",
    "opus_encoder_ctl",
    "opus_encode",
    "opus_encoder_destroy",
    "opus_decoder_create",
    "opus_decode",
    "opus_decoder_destroy"
  };

  private static final int RATE_HZ = 8000;
  private static final int APPLICATION_VOIP = 2048;
  private static final int SET_COMPLEXITY = 4010;
  private static final int COMPLEXITY = 5;
  private static final int MAX_OCTETS = 1275;
  private static final int MAX_SAMPLES = 960;

  private final MemorySegment encoder;
  private final MemorySegment decoder;
  private final MemorySegment octets;
  private final MemorySegment samples;

  LibOpus() {
    var arena = Arena.ofAuto();
    octets = arena.allocate(1500);
    samples = arena.allocate(JAVA_SHORT, MAX_SAMPLES);
    var error = arena.allocate(JAVA_INT);
    try {
      encoder =
          (MemorySegment) Functions.ENCODER_CREATE.invokeExact(RATE_HZ, 1, APPLICATION_VOIP, error);
      decoder = (MemorySegment) Functions.DECODER_CREATE.invokeExact(RATE_HZ, 1, error);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
    if (encoder.address() == 0 || decoder.address() == 0) {
      throw new IllegalStateException(NAME + " made no codec: " + error.get(JAVA_INT, 0));
    }
    try {
      int _ = (int) Functions.ENCODER_CTL.invokeExact(encoder, SET_COMPLEXITY, COMPLEXITY);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }

  @Override
  public int frameSamples() {
    return 160;
  }

  @Override
  public int encode(short[] pcm, int offset, int count, byte[] out, int outOffset) {
    MemorySegment.copy(pcm, offset, samples, JAVA_SHORT, 0, count);
    int room = Math.min(MAX_OCTETS, out.length - outOffset);
    int length;
    try {
      length = (int) Functions.ENCODE.invokeExact(encoder, samples, count, octets, room);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
    int written = Math.max(0, length);
    MemorySegment.copy(octets, JAVA_BYTE, 0, out, outOffset, written);
    return written;
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] pcm, int pcmOffset) {
    int taken = Math.min(length, (int) octets.byteSize());
    MemorySegment.copy(in, offset, octets, JAVA_BYTE, 0, taken);
    int count;
    try {
      count = (int) Functions.DECODE.invokeExact(decoder, octets, taken, samples, MAX_SAMPLES, 0);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
    int written = taken == 0 ? 0 : Math.clamp(count, 0, pcm.length - pcmOffset);
    MemorySegment.copy(samples, JAVA_SHORT, 0, pcm, pcmOffset, written);
    return written;
  }

  @Override
  public void close() {
    try {
      Functions.ENCODER_DESTROY.invokeExact(encoder);
      Functions.DECODER_DESTROY.invokeExact(decoder);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }

  /// Bound once the library has been found.
  private static final class Functions {
    private static final ForeignLibrary LIBRARY = ForeignLibrary.load(NAME, HINT);
    static final MethodHandle ENCODER_CREATE =
        LIBRARY.function(
            SYMBOLS[0], FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    static final MethodHandle ENCODER_CTL =
        LIBRARY.function(
            SYMBOLS[1],
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    static final MethodHandle ENCODE =
        LIBRARY.function(
            SYMBOLS[2],
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle ENCODER_DESTROY =
        LIBRARY.function(SYMBOLS[3], FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle DECODER_CREATE =
        LIBRARY.function(SYMBOLS[4], FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    static final MethodHandle DECODE =
        LIBRARY.function(
            SYMBOLS[5],
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    static final MethodHandle DECODER_DESTROY =
        LIBRARY.function(SYMBOLS[6], FunctionDescriptor.ofVoid(ADDRESS));
  }
}
