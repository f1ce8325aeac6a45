package io.patchbay.driver.gsm.recovery;

import java.util.BitSet;

/// Whether a modem talks rubbish: AT is printable ASCII, and binary octets in it come of a wrong
/// speed, a bad cable or firmware gone mad.
public final class Noise {
  /// The last octets count, however long ago they came.
  private static final int MEMORY = 200;

  private static final int FEW = 4;
  private static final int MOST = 10;

  private final BitSet binary = new BitSet(MEMORY);
  private int next;
  private long heard;

  /// A judge who has heard nothing.
  public Noise() {}

  /// Takes what came.
  public void received(byte[] from) {
    for (byte each : from) {
      boolean lineEnd = each == '\r' || each == '\n' || each == '\t' || each == 0;
      boolean rubbish = (each < ' ' && !lineEnd) || each == 0x7F;
      binary.set(next, rubbish);
      heard += rubbish ? 1 : 0;
      next = (next + 1) % MEMORY;
    }
  }

  /// How many octets were no AT, of all.
  public long heard() {
    return heard;
  }

  /// Whether it is worth listening closer.
  public boolean suspicious() {
    return binary.cardinality() >= FEW;
  }

  /// Whether more than one in twenty of them is no AT.
  public boolean garbled() {
    return binary.cardinality() > MOST;
  }
}
