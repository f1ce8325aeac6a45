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

  /// A judge who has heard nothing.
  public Noise() {}

  /// Takes what came.
  public void received(byte[] from) {
    for (byte each : from) {
      boolean lineEnd = each == '\r' || each == '\n' || each == '\t' || each == 0;
      binary.set(next, (each < ' ' && !lineEnd) || each == 0x7F);
      next = (next + 1) % MEMORY;
    }
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
