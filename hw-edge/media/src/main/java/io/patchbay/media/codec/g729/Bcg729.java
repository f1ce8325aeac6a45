package io.patchbay.media.codec.g729;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// G.729 Annex A by bcg729 (GPL): 80 samples make 10 octets. Annex B silence frames of 2 octets,
/// which end a packet, are understood and never sent.
final class Bcg729 implements Codec {
  static final String NAME = "libbcg729.so.0";
  static final String HINT = "apt-get install libbcg729-0 (GPL-3)";
  static final String[] SYMBOLS = {
    "initBcg729EncoderChannel",
    "bcg729Encoder",
    "closeBcg729EncoderChannel",
    "initBcg729DecoderChannel",
    "bcg729Decoder",
    "closeBcg729DecoderChannel"
  };

  private static final int SAMPLES = 80;
  private static final int OCTETS = 10;
  private static final int SILENCE_OCTETS = 2;
  private static final byte NO = 0;
  private static final byte YES = 1;

  private final MemorySegment encoder;
  private final MemorySegment decoder;
  private final MemorySegment octets;
  private final MemorySegment length;
  private final MemorySegment samples;

  Bcg729() {
    var arena = Arena.ofAuto();
    octets = arena.allocate(2 * OCTETS);
    length = arena.allocate(1);
    samples = arena.allocate(JAVA_SHORT, SAMPLES);
    try {
      encoder = (MemorySegment) Functions.OPEN_ENCODER.invokeExact(NO);
      decoder = (MemorySegment) Functions.OPEN_DECODER.invokeExact();
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
    if (encoder.address() == 0 || decoder.address() == 0) {
      throw new IllegalStateException(NAME + " made no codec");
    }
  }

  @Override
  public int encode(short[] pcm, int offset, int count, byte[] out, int outOffset) {
    int at = outOffset;
    for (int i = 0; i + SAMPLES <= count; i += SAMPLES) {
      MemorySegment.copy(pcm, offset + i, samples, JAVA_SHORT, 0, SAMPLES);
      try {
        Functions.ENCODE.invokeExact(encoder, samples, octets, length);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      MemorySegment.copy(octets, JAVA_BYTE, 0, out, at, OCTETS);
      at += OCTETS;
    }
    return at - outOffset;
  }

  @Override
  public int decode(byte[] in, int offset, int count, short[] pcm, int pcmOffset) {
    int at = pcmOffset;
    int from = 0;
    while (count - from >= SILENCE_OCTETS && at + SAMPLES <= pcm.length) {
      boolean voice = count - from >= OCTETS;
      int frame = voice ? OCTETS : SILENCE_OCTETS;
      MemorySegment.copy(in, offset + from, octets, JAVA_BYTE, 0, frame);
      try {
        Functions.DECODE.invokeExact(
            decoder, octets, (byte) frame, NO, voice ? NO : YES, NO, samples);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      MemorySegment.copy(samples, JAVA_SHORT, 0, pcm, at, SAMPLES);
      at += SAMPLES;
      from = voice ? from + frame : count;
    }
    return at - pcmOffset;
  }

  @Override
  public void close() {
    try {
      Functions.CLOSE_ENCODER.invokeExact(encoder);
      Functions.CLOSE_DECODER.invokeExact(decoder);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }

  /// Bound once the library has been found.
  private static final class Functions {
    private static final ForeignLibrary LIBRARY = ForeignLibrary.load(NAME, HINT);
    static final MethodHandle OPEN_ENCODER =
        LIBRARY.function(SYMBOLS[0], FunctionDescriptor.of(ADDRESS, JAVA_BYTE));
    static final MethodHandle ENCODE =
        LIBRARY.function(SYMBOLS[1], FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    static final MethodHandle CLOSE_ENCODER =
        LIBRARY.function(SYMBOLS[2], FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle OPEN_DECODER =
        LIBRARY.function(SYMBOLS[3], FunctionDescriptor.of(ADDRESS));
    static final MethodHandle DECODE =
        LIBRARY.function(
            SYMBOLS[4],
            FunctionDescriptor.ofVoid(
                ADDRESS, ADDRESS, JAVA_BYTE, JAVA_BYTE, JAVA_BYTE, JAVA_BYTE, ADDRESS));
    static final MethodHandle CLOSE_DECODER =
        LIBRARY.function(SYMBOLS[5], FunctionDescriptor.ofVoid(ADDRESS));
  }
}
