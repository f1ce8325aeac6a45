package io.patchbay.tpdu;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable sequence of octets, equal by content.
public final class Octets {
  /// No octets at all.
  public static final Octets NONE = new Octets(new byte[0]);

  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  /// A copy of these octets.
  public static Octets of(byte... octets) {
    return new Octets(octets.clone());
  }

  /// Parses hexadecimal digits, upper or lower case.
  public static Octets ofHex(String hex) throws TpduException {
    try {
      return new Octets(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new TpduException("no hexadecimal octets: " + e.getMessage());
    }
  }

  public int length() {
    return octets.length;
  }

  /// The octet at an index, 0 … 255.
  public int get(int index) {
    return octets[index] & 0xFF;
  }

  /// A copy as an array.
  public byte[] toArray() {
    return octets.clone();
  }

  /// Upper-case hexadecimal digits, as modems speak them.
  public String hex() {
    return HexFormat.of().withUpperCase().formatHex(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return hex();
  }
}
