package io.patchbay.driver.gsm.recovery;

import java.util.BitSet;

/// Whether a modem talks rubbish: AT is printable ASCII, and binary octets in it come of a wrong
/// speed, a bad cable or firmware gone mad.
public final class Noise {
  /// The last octets count, however long ago they came, unless the modem has answered properly
  /// since.
  private static final int MEMORY = 200;

  /// In the noise one answer or two come through whole by luck.
  private static final int PROPERLY = 3;

  private static final int FEW = 4;
  private static final int MOST = 10;

  private final BitSet binary = new BitSet(MEMORY);
  private int next;
  private long heard;
  private long heardBefore;
  private int properly;

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

  /// A command was answered. Without rubbish since the answer before that is a proper one; three in
  /// a row, and what was heard before them does not count any more.
  public void answered() {
    properly = heard == heardBefore ? properly + 1 : 0;
    heardBefore = heard;
    if (properly >= PROPERLY) {
      binary.clear();
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
