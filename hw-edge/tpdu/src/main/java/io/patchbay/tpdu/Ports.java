package io.patchbay.tpdu;

import java.util.List;
import java.util.Optional;

/// The applications that a message is for and from – TS 23.040 §9.2.3.24.3 and .4.
///
/// @param bits size of the port numbers, 8 or 16
public record Ports(int destination, int source, int bits) {
  private static final int IE_8_BIT = 0x04;
  private static final int IE_16_BIT = 0x05;

  /// What the last such element of a header says.
  static Optional<Ports> of(List<HeaderElement> header) {
    return header.stream().flatMap(element -> of(element).stream()).reduce((_, last) -> last);
  }

  private static Optional<Ports> of(HeaderElement element) {
    Octets data = element.data();
    if (element.id() == IE_8_BIT && data.length() == 2) {
      return Optional.of(new Ports(data.get(0), data.get(1), 8));
    }
    if (element.id() == IE_16_BIT && data.length() == 4) {
      return Optional.of(
          new Ports(data.get(0) << 8 | data.get(1), data.get(2) << 8 | data.get(3), 16));
    }
    return Optional.empty();
  }
}
