package io.patchbay.tpdu;

import java.util.List;
import java.util.Optional;

/// Which part of which long message this is – TS 23.040 §9.2.3.24.1 and .8.
///
/// @param reference the sender's number for the whole message
/// @param total number of parts, 1 … 255
/// @param sequence this part's number, 1 … total
/// @param bits size of the reference, 8 or 16
public record Concatenation(int reference, int total, int sequence, int bits) {
  private static final int IE_8_BIT = 0x00;
  private static final int IE_16_BIT = 0x08;

  public Concatenation {
    boolean good =
        (bits == 8 || bits == 16)
            && reference >= 0
            && reference < 1 << bits
            && total >= 1
            && total <= 255
            && sequence >= 1
            && sequence <= total;
    if (!good) {
      throw new IllegalArgumentException(
          "no concatenation: part %d of %d, reference %d in %d bits"
              .formatted(sequence, total, reference, bits));
    }
  }

  /// The element that says so in a header.
  public HeaderElement element() {
    return bits == 8
        ? new HeaderElement(IE_8_BIT, Octets.of((byte) reference, (byte) total, (byte) sequence))
        : new HeaderElement(
            IE_16_BIT,
            Octets.of((byte) (reference >> 8), (byte) reference, (byte) total, (byte) sequence));
  }

  /// The last valid one in a header; one with part 0, or part 3 of 2, counts as absent.
  static Optional<Concatenation> of(List<HeaderElement> header) {
    Optional<Concatenation> found = Optional.empty();
    for (HeaderElement element : header) {
      Optional<Concatenation> here = of(element);
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  private static Optional<Concatenation> of(HeaderElement element) {
    Octets data = element.data();
    if (element.id() == IE_8_BIT && data.length() == 3) {
      return checked(data.get(0), data.get(1), data.get(2), 8);
    }
    if (element.id() == IE_16_BIT && data.length() == 4) {
      return checked(data.get(0) << 8 | data.get(1), data.get(2), data.get(3), 16);
    }
    return Optional.empty();
  }

  private static Optional<Concatenation> checked(int reference, int total, int sequence, int bits) {
    return sequence >= 1 && sequence <= total
        ? Optional.of(new Concatenation(reference, total, sequence, bits))
        : Optional.empty();
  }
}
