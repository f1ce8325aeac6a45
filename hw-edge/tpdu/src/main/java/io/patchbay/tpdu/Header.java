package io.patchbay.tpdu;

import java.util.ArrayList;
import java.util.List;

/// A user data header as it came – TS 23.040 §9.2.3.24.
///
/// @param octets how many it takes, its length octet included
/// @param defect what is wrong with it, in words; empty: nothing
/// @param readable whether what follows it can be told from it
record Header(List<HeaderElement> elements, int octets, String defect, boolean readable) {
  static final Header NONE = new Header(List.of(), 0, "", true);

  /// Reads the front of user data that is said to begin with a header.
  static Header read(byte[] data) throws TpduException {
    if (data.length == 0) {
      return new Header(List.of(), 0, "a header is announced, but there is no user data", true);
    }
    OctetReader in = new OctetReader(data);
    int length = in.octet("user data header length");
    if (length > in.remaining()) {
      String defect =
          "a header of %d octets in user data of %d".formatted(length, in.remaining() + 1);
      return new Header(List.of(), 0, defect, false);
    }
    OctetReader elements = new OctetReader(in.octets(length, "user data header"));
    List<HeaderElement> header = new ArrayList<>();
    while (elements.remaining() >= 2) {
      int id = elements.octet("element id");
      int size = elements.octet("element length");
      if (size > elements.remaining()) {
        // what follows in the header cannot be told apart; the text behind it still counts
        String defect =
            "header element %02X of %d octets where %d are left"
                .formatted(id, size, elements.remaining());
        return new Header(List.copyOf(header), length + 1, defect, true);
      }
      header.add(new HeaderElement(id, Octets.of(elements.octets(size, "element"))));
    }
    String defect = elements.remaining() == 0 ? "" : "the header ends inside an element";
    return new Header(List.copyOf(header), length + 1, defect, true);
  }
}
