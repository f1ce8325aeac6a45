package io.patchbay.media.codec.g723;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.foreign.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// G.723.1 by FFmpeg's libavcodec: 240 samples make 24 octets (6.3 kbit/s). Frames of 20 octets
/// (5.3 kbit/s) and silence of 4 (Annex A), which end a packet, are understood and never sent.
///
/// Fields of the library's structs are at offsets of libavcodec 59 with libavutil 57 (`frame.h`,
/// `packet.h`, `codec.h`, `codec_par.h`), which is why it is sought by that version.
@SuppressWarnings("restricted") // structs that the library allocates
final class LibAvcodec implements Codec {
  private static final int SAMPLES = 240;
  private static final int OCTETS = 24;

  /// Octets of a frame by its two lowest bits (G.723.1 table 5); 3: nothing was sent.
  private static final int[] OCTETS_OF_KIND = {OCTETS, 20, 4, 0};

  private static final int BIT_RATE = 6300;
  private static final int RATE_HZ = 8000;

  private static final int CODEC_SIZE = 24;
  private static final int CODEC_ID = 20;
  private static final int PARAMETERS_SIZE = 32;
  private static final int PARAMETERS_TYPE = 0;
  private static final int PARAMETERS_ID = 4;
  private static final int PARAMETERS_FORMAT = 28;
  private static final int TYPE_AUDIO = 1;
  private static final int FORMAT_S16 = 1;
  private static final int FRAME_SIZE = 464;
  private static final int FRAME_SAMPLES = 112;
  private static final int FRAME_FORMAT = 116;
  private static final int FRAME_RATE = 208;
  private static final int FRAME_LAYOUT_ORDER = 448;
  private static final int FRAME_CHANNELS = 452;
  private static final int FRAME_LAYOUT_MASK = 456;
  private static final int ORDER_NATIVE = 1;
  private static final long FRONT_CENTER = 4;
  private static final int PACKET_SIZE = 40;
  private static final int PACKET_DATA = 24;
  private static final int PACKET_LENGTH = 32;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment encoder;
  private final MemorySegment decoder;
  private final MemorySegment said;
  private final MemorySegment heard;
  private final MemorySegment coded;
  private final MemorySegment received;
  private final MemorySegment octets = arena.allocate(OCTETS);

  LibAvcodec() {
    try {
      Functions.LOG_LEVEL.invokeExact(Functions.QUIET);
      var name = arena.allocateFrom("g723_1");
      var toEncode = (MemorySegment) Functions.FIND_ENCODER.invokeExact(name);
      var toDecode = (MemorySegment) Functions.FIND_DECODER.invokeExact(name);
      encoder = opened(toEncode, true);
      decoder = opened(toDecode, false);
      said = frame();
      heard = frame();
      coded = packet();
      received = packet();
      said.set(JAVA_INT, FRAME_SAMPLES, SAMPLES);
      said.set(JAVA_INT, FRAME_FORMAT, FORMAT_S16);
      said.set(JAVA_INT, FRAME_RATE, RATE_HZ);
      said.set(JAVA_INT, FRAME_LAYOUT_ORDER, ORDER_NATIVE);
      said.set(JAVA_INT, FRAME_CHANNELS, 1);
      said.set(JAVA_LONG, FRAME_LAYOUT_MASK, FRONT_CENTER);
      check((int) Functions.FRAME_BUFFER.invokeExact(said, 0), "av_frame_get_buffer");
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }

  private MemorySegment opened(MemorySegment codec, boolean encodes) throws Throwable {
    if (codec.address() == 0) {
      throw new IllegalStateException(Symbols.CODEC + " was built without G.723.1");
    }
    var context = (MemorySegment) Functions.ALLOC_CONTEXT.invokeExact(codec);
    if (encodes) {
      sampleFormat(context, codec.reinterpret(CODEC_SIZE).get(JAVA_INT, CODEC_ID));
      option(context, "b", BIT_RATE);
    }
    option(context, "ar", RATE_HZ);
    int set =
        (int)
            Functions.SET.invokeExact(
                context, arena.allocateFrom("ch_layout"), arena.allocateFrom("mono"), 0);
    check(set, "ch_layout");
    check((int) Functions.OPEN.invokeExact(context, codec, MemorySegment.NULL), "avcodec_open2");
    return context;
  }

  /// No option has it; parameters do.
  private static void sampleFormat(MemorySegment context, int codecId) throws Throwable {
    var parameters =
        ((MemorySegment) Functions.ALLOC_PARAMETERS.invokeExact()).reinterpret(PARAMETERS_SIZE);
    parameters.set(JAVA_INT, PARAMETERS_TYPE, TYPE_AUDIO);
    parameters.set(JAVA_INT, PARAMETERS_ID, codecId);
    parameters.set(JAVA_INT, PARAMETERS_FORMAT, FORMAT_S16);
    check((int) Functions.SET_PARAMETERS.invokeExact(context, parameters), "parameters");
    release(Functions.FREE_PARAMETERS, parameters);
  }

  private void option(MemorySegment context, String name, long value) throws Throwable {
    int set = (int) Functions.SET_INT.invokeExact(context, arena.allocateFrom(name), value, 0);
    check(set, name);
  }

  private static MemorySegment frame() throws Throwable {
    return ((MemorySegment) Functions.ALLOC_FRAME.invokeExact()).reinterpret(FRAME_SIZE);
  }

  private static MemorySegment packet() throws Throwable {
    return ((MemorySegment) Functions.ALLOC_PACKET.invokeExact()).reinterpret(PACKET_SIZE);
  }

  private static void check(int result, String what) {
    if (result < 0) {
      throw new IllegalStateException(Symbols.CODEC + ": " + what + ": " + result);
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
      try {
        check((int) Functions.WRITABLE.invokeExact(said), "av_frame_make_writable");
        var samples = said.get(ADDRESS, 0).reinterpret(2L * SAMPLES);
        MemorySegment.copy(pcm, offset + i, samples, JAVA_SHORT, 0, SAMPLES);
        check((int) Functions.SEND_FRAME.invokeExact(encoder, said), "avcodec_send_frame");
        check((int) Functions.RECEIVE_PACKET.invokeExact(encoder, coded), "no packet");
      } catch (Throwable thrown) {
        throw ForeignLibrary.failed(thrown);
      }
      int length = coded.get(JAVA_INT, PACKET_LENGTH);
      var made = coded.get(ADDRESS, PACKET_DATA).reinterpret(length);
      MemorySegment.copy(made, JAVA_BYTE, 0, out, at, Math.min(length, OCTETS));
      at += Math.min(length, OCTETS);
    }
    return at - outOffset;
  }

  @Override
  public int decode(byte[] in, int offset, int count, short[] pcm, int pcmOffset) {
    int at = pcmOffset;
    int from = 0;
    while (from < count && at + SAMPLES <= pcm.length) {
      int length = OCTETS_OF_KIND[in[offset + from] & 3];
      if (length == 0 || from + length > count || !decoded(in, offset + from, length)) {
        return at - pcmOffset;
      }
      var samples = heard.get(ADDRESS, 0).reinterpret(2L * SAMPLES);
      MemorySegment.copy(samples, JAVA_SHORT, 0, pcm, at, SAMPLES);
      at += SAMPLES;
      from += length;
    }
    return at - pcmOffset;
  }

  /// Whether a whole frame came of it.
  private boolean decoded(byte[] in, int offset, int length) {
    MemorySegment.copy(in, offset, octets, JAVA_BYTE, 0, length);
    received.set(ADDRESS, PACKET_DATA, octets);
    received.set(JAVA_INT, PACKET_LENGTH, length);
    try {
      return (int) Functions.SEND_PACKET.invokeExact(decoder, received) >= 0
          && (int) Functions.RECEIVE_FRAME.invokeExact(decoder, heard) >= 0
          && heard.get(JAVA_INT, FRAME_SAMPLES) == SAMPLES;
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }

  @Override
  public void close() {
    received.set(ADDRESS, PACKET_DATA, MemorySegment.NULL); // ours, not the library's
    received.set(JAVA_INT, PACKET_LENGTH, 0);
    release(Functions.FREE_PACKET, received);
    release(Functions.FREE_PACKET, coded);
    release(Functions.FREE_FRAME, heard);
    release(Functions.FREE_FRAME, said);
    release(Functions.FREE_CONTEXT, decoder);
    release(Functions.FREE_CONTEXT, encoder);
  }

  /// They take the address of a pointer, which they clear.
  private static void release(MethodHandle free, MemorySegment one) {
    try (var local = Arena.ofConfined()) {
      free.invokeExact(local.allocateFrom(ADDRESS, one));
    } catch (Throwable thrown) {
      throw ForeignLibrary.failed(thrown);
    }
  }
}
