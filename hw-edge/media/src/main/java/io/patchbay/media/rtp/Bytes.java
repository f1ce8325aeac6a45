package io.patchbay.media.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Integers in network byte order within a byte array.
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /// Unsigned 16 bits.
  public static int get16(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset) & 0xffff;
  }

  /// 32 bits.
  public static int get32(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  /// The low 16 bits of `value`.
  public static void put16(byte[] bytes, int offset, int value) {
    SHORT.set(bytes, offset, (short) value);
  }

  /// 32 bits.
  public static void put32(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }
}
