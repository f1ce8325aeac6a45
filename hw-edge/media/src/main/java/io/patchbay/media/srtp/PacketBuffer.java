package io.patchbay.media.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/// A packet at the beginning of somebody else's array, as the library wants to see it.
final class PacketBuffer implements ByteArrayBuffer {
  private static final byte[] NONE = {};

  private byte[] packet = NONE;
  private int length;

  PacketBuffer of(byte[] octets, int count) {
    packet = octets;
    length = count;
    return this;
  }

  @Override
  public byte[] getBuffer() {
    return packet;
  }

  @Override
  public int getOffset() {
    return 0;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int count) {
    length = count;
  }

  @Override
  public void setOffset(int offset) {
    throw new UnsupportedOperationException("offset " + offset);
  }

  @Override
  public boolean isInvalid() {
    return false;
  }

  @Override
  public void readRegionToBuff(int offset, int count, byte[] out) {
    System.arraycopy(packet, offset, out, 0, count);
  }

  /// There is room: packets are far shorter than their arrays.
  @Override
  public void grow(int count) {
    if (length + count > packet.length) {
      throw new IllegalStateException("packet of " + length + " octets has no room for " + count);
    }
  }

  @Override
  public void append(byte[] octets, int count) {
    grow(count);
    System.arraycopy(octets, 0, packet, length, count);
    length += count;
  }

  @Override
  public void shrink(int count) {
    length = Math.max(0, length - count);
  }
}
