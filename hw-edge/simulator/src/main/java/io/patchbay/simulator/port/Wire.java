package io.patchbay.simulator.port;

import io.patchbay.simulator.analogue.PortSignal;
import io.patchbay.simulator.sound.Sound;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The octets between an analogue port and its driver: a stream of frames over a Unix domain
/// socket.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+---------------+---------------+
/// |            length             |     type      |  payload ...  |
/// +-------------------------------+---------------+---------------+
/// ```
///
/// `length` counts type and payload, 1 to 512, big-endian like all numbers but samples.
///
/// | type | from | name | payload |
/// |---|---|---|---|
/// | 0x01 | both | audio | 160 samples, 16-bit linear little-endian, 8 kHz: 320 octets each 20 ms |
/// | 0x02 | port | hello | version 1; kind 0 FXS, 1 FXO; telephone off hook 0/1; battery 0/1 |
/// | 0x10 | port | hook | 0 on, 1 off |
/// | 0x11 | port | hook flash | milliseconds open, 16 bits |
/// | 0x12 | port | pulse digit | ASCII |
/// | 0x13 | port | line ring | 0 stopped, 1 began |
/// | 0x14 | port | caller id | length, number, length, name (UTF-8) |
/// | 0x15 | port | polarity reversed | – |
/// | 0x16 | port | loop | 0 interrupted, 1 present, 2 cut |
/// | 0x20 | driver | ring phone | length, cadence, length, number, length, name |
/// | 0x21 | driver | stop ring | – |
/// | 0x22 | driver | line hook | 0 on, 1 off |
/// | 0x23 | driver | line flash | milliseconds open, 16 bits |
///
/// The port's clock is the hardware's: it sends one audio frame each 20 ms, and takes one. Every
/// connection begins with hello. A frame of another type is skipped; one of a wrong length ends the
/// connection.
final class Wire {
  static final int MOST_OCTETS = 512;

  private static final int AUDIO = 0x01;
  private static final int HELLO = 0x02;
  private static final int VERSION = 1;

  private Wire() {}

  /// The frame of a signal, its length included.
  static byte[] encode(PortSignal signal) {
    return switch (signal) {
      case PortSignal.Audio(short[] frame) -> audio(frame);
      case PortSignal.Hello(boolean fxs, boolean offHook, boolean battery) ->
          frame(HELLO, (byte) VERSION, bit(!fxs), bit(offHook), bit(battery));
      case PortSignal.Hook(boolean off) -> frame(0x10, bit(off));
      case PortSignal.HookFlash(Duration open) -> frame(0x11, millis(open));
      case PortSignal.Pulse(char digit) -> frame(0x12, (byte) digit);
      case PortSignal.LineRing(boolean on) -> frame(0x13, bit(on));
      case PortSignal.CallerId(String number, String name) -> frame(0x14, texts(number, name));
      case PortSignal.Polarity _ -> frame(0x15);
      case PortSignal.Loop(PortSignal.Loop.State state) -> frame(0x16, loop(state));
      case PortSignal.RingPhone(String cadence, String number, String name) ->
          frame(0x20, texts(cadence, number, name));
      case PortSignal.StopRing _ -> frame(0x21);
      case PortSignal.LineHook(boolean off) -> frame(0x22, bit(off));
      case PortSignal.LineFlash(Duration open) -> frame(0x23, millis(open));
    };
  }

  private static byte loop(PortSignal.Loop.State state) {
    return switch (state) {
      case INTERRUPTED -> 0;
      case PRESENT -> 1;
      case CUT -> 2;
    };
  }

  private static byte bit(boolean on) {
    return (byte) (on ? 1 : 0);
  }

  private static byte[] millis(Duration duration) {
    int millis = Math.clamp(duration.toMillis(), 0, 65_535);
    return new byte[] {(byte) (millis >> 8), (byte) millis};
  }

  private static byte[] texts(String... texts) {
    ByteBuffer out = ByteBuffer.allocate(MOST_OCTETS);
    for (String text : texts) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(octets.length, 100);
      out.put((byte) length).put(octets, 0, length);
    }
    byte[] result = new byte[out.position()];
    out.flip().get(result);
    return result;
  }

  private static byte[] frame(int type, byte... payload) {
    return ByteBuffer.allocate(3 + payload.length)
        .putShort((short) (1 + payload.length))
        .put((byte) type)
        .put(payload)
        .array();
  }

  private static byte[] audio(short[] samples) {
    ByteBuffer out = ByteBuffer.allocate(3 + 2 * Sound.FRAME);
    out.putShort((short) (1 + 2 * Sound.FRAME)).put((byte) AUDIO).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      out.putShort(sample);
    }
    return out.array();
  }

  /// Reads the next signal that a driver may send.
  ///
  /// @throws IOException the connection ended, or the frame is malformed
  static PortSignal readFromDriver(DataInputStream in) throws IOException {
    while (true) {
      int length = in.readUnsignedShort();
      if (length < 1 || length > MOST_OCTETS) {
        throw new IOException("frame of " + length + " octets, 1 to " + MOST_OCTETS + " wanted");
      }
      int type = in.readUnsignedByte();
      ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length - 1));
      switch (type) {
        case AUDIO -> {
          return new PortSignal.Audio(samples(payload));
        }
        case 0x20 -> {
          return new PortSignal.RingPhone(text(payload), text(payload), text(payload));
        }
        case 0x21 -> {
          return new PortSignal.StopRing();
        }
        case 0x22 -> {
          need(payload, 1);
          return new PortSignal.LineHook(payload.get() == 1);
        }
        case 0x23 -> {
          need(payload, 2);
          return new PortSignal.LineFlash(Duration.ofMillis(payload.getShort() & 0xFFFF));
        }
        default -> {
          // of a newer version: skipped
        }
      }
    }
  }

  private static short[] samples(ByteBuffer payload) throws IOException {
    need(payload, 2 * Sound.FRAME);
    short[] frame = new short[Sound.FRAME];
    payload.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(frame);
    return frame;
  }

  private static String text(ByteBuffer payload) throws IOException {
    need(payload, 1);
    byte[] octets = new byte[payload.get() & 0xFF];
    need(payload, octets.length);
    payload.get(octets);
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static void need(ByteBuffer payload, int octets) throws IOException {
    if (payload.remaining() < octets) {
      throw new IOException(
          "frame is short: " + payload.remaining() + " octets where " + octets + " are needed");
    }
  }
}
