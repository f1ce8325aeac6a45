package io.patchbay.tpdu;

import java.util.Arrays;

/// Collects octets; grows as needed.
final class OctetWriter {
  private byte[] octets = new byte[180];
  private int length;

  /// Appends the low eight bits.
  void write(int octet) {
    writeBytes(new byte[] {(byte) octet});
  }

  void writeBytes(byte[] more) {
    if (length + more.length > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more.length));
    }
    System.arraycopy(more, 0, octets, length, more.length);
    length += more.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }
}
