package io.patchbay.media.codec.gsm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// GSM full rate by the machine's libgsm: 160 samples make 33 octets.
final class LibGsm implements Codec {
  static final String NAME = "libgsm.so.1";
  static final String HINT = "apt-get install libgsm1";
  static final String[] SYMBOLS = {"gsm_create", "gsm_encode", "gsm_decode", "gsm_destroy"};

  private static final int SAMPLES = 160;
  private static final int OCTETS = 33;

  private final MemorySegment encoder;
  private final MemorySegment decoder;
  private final MemorySegment octets;
  private final MemorySegment samples;

  LibGsm() {
    var arena = Arena.ofAuto();
    octets = arena.allocate(OCTETS);
    samples = arena.allocate(JAVA_SHORT, SAMPLES);
    try {
      encoder = (MemorySegment) Functions.CREATE.invokeExact();
      decoder = (MemorySegment) Functions.CREATE.invokeExact();
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
    if (encoder.address() == 0 || decoder.address() == 0) {
      throw new IllegalStateException(NAME + " made no codec");
    }
  }

  @Override
  public int frameSamples() {
    return SAMPLES;
  }

  @Override
  public int encode(short[] pcm, int offset, int count, byte[] out, int outOffset) {
    int at = outOffset;
    for (int i = 0; i + SAMPLES <= count; i += SAMPLES) {
      MemorySegment.copy(pcm, offset + i, samples, JAVA_SHORT, 0, SAMPLES);
      try {
        Functions.ENCODE.invokeExact(encoder, samples, octets);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      MemorySegment.copy(octets, JAVA_BYTE, 0, out, at, OCTETS);
      at += OCTETS;
    }
    return at - outOffset;
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] pcm, int pcmOffset) {
    int at = pcmOffset;
    for (int i = 0; i + OCTETS <= length && at + SAMPLES <= pcm.length; i += OCTETS) {
      MemorySegment.copy(in, offset + i, octets, JAVA_BYTE, 0, OCTETS);
      int wrong;
      try {
        wrong = (int) Functions.DECODE.invokeExact(decoder, octets, samples);
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      if (wrong != 0) {
        return at - pcmOffset;
      }
      MemorySegment.copy(samples, JAVA_SHORT, 0, pcm, at, SAMPLES);
      at += SAMPLES;
    }
    return at - pcmOffset;
  }

  @Override
  public void close() {
    try {
      Functions.DESTROY.invokeExact(encoder);
      Functions.DESTROY.invokeExact(decoder);
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }

  /// Bound once the library has been found.
  private static final class Functions {
    private static final ForeignLibrary LIBRARY = ForeignLibrary.load(NAME, HINT);
    static final MethodHandle CREATE = LIBRARY.function(SYMBOLS[0], FunctionDescriptor.of(ADDRESS));
    static final MethodHandle ENCODE =
        LIBRARY.function(SYMBOLS[1], FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    static final MethodHandle DECODE =
        LIBRARY.function(SYMBOLS[2], FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    static final MethodHandle DESTROY =
        LIBRARY.function(SYMBOLS[3], FunctionDescriptor.ofVoid(ADDRESS));
  }
}
