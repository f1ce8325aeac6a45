package io.patchbay.driver.sim;

import io.patchbay.line.AudioPort;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The octets between the driver and a port of the simulator.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+---------------+---------------+
/// |            length             |     type      |  payload ...  |
/// +-------------------------------+---------------+---------------+
/// ```
///
/// `length` counts type and payload, 1 to 512, big-endian like all numbers but samples. The
/// simulator's `Wire` lists the types; it is the other end of this.
///
/// @param type see the constants
record PortFrame(int type, ByteBuffer payload) {
  static final int AUDIO = 0x01;
  static final int HELLO = 0x02;
  static final int HOOK = 0x10;
  static final int HOOK_FLASH = 0x11;
  static final int PULSE = 0x12;
  static final int LINE_RING = 0x13;
  static final int CALLER_ID = 0x14;
  static final int POLARITY = 0x15;
  static final int LOOP = 0x16;
  static final int RING_PHONE = 0x20;
  static final int STOP_RING = 0x21;
  static final int LINE_HOOK = 0x22;
  static final int LINE_FLASH = 0x23;

  private static final int MOST_OCTETS = 512;
  private static final int LONGEST_TEXT = 100;

  /// Reads the next frame.
  ///
  /// @throws IOException the link is gone, or the frame's length is out of range
  static PortFrame read(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    if (length < 1 || length > MOST_OCTETS) {
      throw new IOException("frame of " + length + " octets, 1 to " + MOST_OCTETS + " wanted");
    }
    int type = in.readUnsignedByte();
    byte[] payload = in.readNBytes(length - 1);
    if (payload.length < length - 1) {
      throw new IOException("frame cut short");
    }
    return new PortFrame(type, ByteBuffer.wrap(payload));
  }

  /// The next octet of the payload.
  int octet() throws IOException {
    try {
      return payload.get() & 0xFF;
    } catch (BufferUnderflowException e) {
      throw new IOException("frame of type " + type + " is short", e);
    }
  }

  /// The next 16-bit number of the payload.
  int number() throws IOException {
    return octet() << 8 | octet();
  }

  /// The next length-prefixed text of the payload.
  String text() throws IOException {
    byte[] octets = new byte[octet()];
    if (payload.remaining() < octets.length) {
      throw new IOException("frame of type " + type + " is short");
    }
    payload.get(octets);
    return new String(octets, StandardCharsets.UTF_8);
  }

  /// The payload as 160 samples.
  void samples(short[] frame) throws IOException {
    if (payload.remaining() != 2 * AudioPort.FRAME_SAMPLES) {
      throw new IOException("audio of " + payload.remaining() + " octets, 320 wanted");
    }
    payload.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(frame);
  }

  /// A whole frame, its length included.
  static byte[] of(int type, int... octets) {
    ByteBuffer out = ByteBuffer.allocate(3 + octets.length);
    out.putShort((short) (1 + octets.length)).put((byte) type);
    for (int octet : octets) {
      out.put((byte) octet);
    }
    return out.array();
  }

  /// A frame of length-prefixed texts, each cut at 100 octets.
  static byte[] ofTexts(int type, String... texts) {
    ByteBuffer out = ByteBuffer.allocate(MOST_OCTETS);
    out.putShort((short) 0).put((byte) type);
    for (String text : texts) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(octets.length, LONGEST_TEXT);
      out.put((byte) length).put(octets, 0, length);
    }
    out.putShort(0, (short) (out.position() - 2));
    byte[] result = new byte[out.position()];
    out.flip().get(result);
    return result;
  }

  /// Writes an audio frame into `out`, which holds 323 octets.
  static void audio(short[] frame, byte[] out) {
    ByteBuffer buffer = ByteBuffer.wrap(out);
    buffer.putShort((short) (1 + 2 * AudioPort.FRAME_SAMPLES)).put((byte) AUDIO);
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : frame) {
      buffer.putShort(sample);
    }
  }
}
