package io.patchbay.trunk.sip;

import gov.nist.javax.sip.message.SIPMessage;
import io.patchbay.trunk.dialog.Fields;
import java.util.List;
import java.util.ListIterator;

/// Takes out of a message the header fields that the machine of a call judges itself.
final class Extract {
  private static final List<String> NAMES =
      List.of(
          "Supported",
          "Require",
          "Allow",
          "Session-Expires",
          "Min-SE",
          "P-Asserted-Identity",
          "Remote-Party-ID",
          "Diversion",
          "History-Info",
          "Alert-Info",
          "Max-Forwards",
          "Contact",
          "Refer-To",
          "Refer-Sub",
          "Referred-By",
          "Replaces");

  private Extract() {}

  static Fields of(SIPMessage message) {
    Fields fields = Fields.NONE;
    for (String name : NAMES) {
      fields = fields.with(name, value(message, name));
    }
    return fields;
  }

  /// All values of the name as one list; empty: none.
  private static String value(SIPMessage message, String name) {
    ListIterator<?> headers = message.getHeaders(name);
    if (!headers.hasNext()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    while (headers.hasNext()) {
      String line = headers.next().toString();
      text.append(text.isEmpty() ? "" : ", ").append(line.substring(line.indexOf(':') + 1).strip());
    }
    return text.toString();
  }
}
