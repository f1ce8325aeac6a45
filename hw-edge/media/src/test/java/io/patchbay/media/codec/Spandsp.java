package io.patchbay.media.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The second opinion of our own codecs: spandsp, where it is installed.
@SuppressWarnings("restricted") // calling a library is what it is for
public final class Spandsp {
  private final SymbolLookup library;

  private Spandsp(SymbolLookup library) {
    this.library = library;
  }

  /// The library; empty where it is not installed.
  public static Optional<Spandsp> find() {
    try {
      return Optional.of(
          new Spandsp(SymbolLookup.libraryLookup("libspandsp.so.2", Arena.global())));
    } catch (IllegalArgumentException absent) {
      return Optional.empty();
    }
  }

  /// Bit by bit the same, but where it wraps around and we limit, as the Recommendations say.
  public static void assertSame(short[] expected, short[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      boolean limited = actual[i] == Short.MAX_VALUE || actual[i] == Short.MIN_VALUE;
      if (!limited) {
        assertEquals(expected[i], actual[i], "sample " + i);
      }
    }
  }

  /// Octets of `g722_encode` at 64 kbit/s.
  public byte[] g722Encode(short[] pcm) {
    var init = handle("g722_encode_init", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
    return encode(init, "g722_encode", pcm, 64_000, 0);
  }

  /// Samples at 16 kHz of `g722_decode`.
  public short[] g722Decode(byte[] octets) {
    var init = handle("g722_decode_init", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
    return decode(init, "g722_decode", octets, octets.length * 2, 64_000, 0);
  }

  /// Octets of `g726_encode` of linear samples.
  ///
  /// @param packing 1: most significant bits first, 2: least
  public byte[] g726Encode(short[] pcm, int bitRate, int packing) {
    var init = handle("g726_init", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    return encode(init, "g726_encode", pcm, bitRate, 0, packing);
  }

  /// Linear samples of `g726_decode`.
  public short[] g726Decode(byte[] octets, int bitRate, int packing) {
    var init = handle("g726_init", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    int samples = octets.length * 8 / (bitRate / 8000);
    return decode(init, "g726_decode", octets, samples, bitRate, 0, packing);
  }

  private byte[] encode(MethodHandle init, String name, short[] pcm, Integer... settings) {
    try (var arena = Arena.ofConfined()) {
      var state = state(init, settings);
      var in = arena.allocateFrom(JAVA_SHORT, pcm);
      var out = arena.allocate(pcm.length + 16L);
      int length =
          (int)
              handle(name, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT)
                  .invokeWithArguments(state, out, in, pcm.length);
      return out.asSlice(0, length).toArray(JAVA_BYTE);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  private short[] decode(
      MethodHandle init, String name, byte[] octets, int samples, Integer... settings) {
    try (var arena = Arena.ofConfined()) {
      var state = state(init, settings);
      var in = arena.allocateFrom(JAVA_BYTE, octets);
      var out = arena.allocate(JAVA_SHORT, samples + 16L);
      int length =
          (int)
              handle(name, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT)
                  .invokeWithArguments(state, out, in, octets.length);
      return out.asSlice(0, length * 2L).toArray(JAVA_SHORT);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static MemorySegment state(MethodHandle init, Integer... settings) throws Throwable {
    var arguments = new Object[settings.length + 1];
    arguments[0] = MemorySegment.NULL;
    System.arraycopy(settings, 0, arguments, 1, settings.length);
    return (MemorySegment) init.invokeWithArguments(arguments);
  }

  private MethodHandle handle(
      String name, java.lang.foreign.MemoryLayout result, java.lang.foreign.MemoryLayout... of) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, of));
  }
}
