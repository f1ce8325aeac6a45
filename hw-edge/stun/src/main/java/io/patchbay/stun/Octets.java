package io.patchbay.stun;

import java.nio.ByteBuffer;

/// Integers in network byte order within a byte array.
final class Octets {
  private Octets() {}

  /// Unsigned 16 bits.
  static int get16(byte[] octets, int offset) {
    return ByteBuffer.wrap(octets).getChar(offset);
  }

  static int get32(byte[] octets, int offset) {
    return ByteBuffer.wrap(octets).getInt(offset);
  }

  static void put16(byte[] octets, int offset, int value) {
    ByteBuffer.wrap(octets).putShort(offset, (short) value);
  }

  static void put32(byte[] octets, int offset, int value) {
    ByteBuffer.wrap(octets).putInt(offset, value);
  }
}
