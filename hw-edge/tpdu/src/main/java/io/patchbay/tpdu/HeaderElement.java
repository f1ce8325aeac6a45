package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

/// One information element of a user data header – TS 23.040 §9.2.3.24.
///
/// @param id what it is, 0 … 255, e.g. 0x00 concatenation with an 8-bit reference
/// @param data its octets, at most 255
public record HeaderElement(int id, Octets data) {
  public HeaderElement {
    requireNonNull(data, "data");
    if (id < 0 || id > 255 || data.length() > 255) {
      throw new IllegalArgumentException("no header element: id " + id + ", " + data);
    }
  }
}
