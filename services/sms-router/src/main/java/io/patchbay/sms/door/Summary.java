package io.patchbay.sms.door;

import io.patchbay.proto.sms.v1.Waiting;
import java.util.List;

/// What waits for a subscriber, as phones are told – RFC 3842 §5.2. Pure.
final class Summary {
  private Summary() {}

  /// The body of a NOTIFY; empty: the message says nothing of what waits.
  ///
  /// A number that the network did not tell is left out: the lamp is lit all the same.
  static String of(List<Waiting> waiting) {
    if (waiting.isEmpty()) {
      return "";
    }
    boolean any = waiting.stream().anyMatch(Waiting::getActive);
    StringBuilder body = new StringBuilder("Messages-Waiting: ").append(any ? "yes" : "no");
    for (Waiting each : waiting) {
      String kind =
          switch (each.getKind()) {
            case WAITING_KIND_VOICE -> "Voice-Message";
            case WAITING_KIND_FAX -> "Fax-Message";
            case WAITING_KIND_EMAIL -> "Text-Message";
            case WAITING_KIND_VIDEO -> "Video-Message";
            case WAITING_KIND_OTHER, WAITING_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
          };
      if (!kind.isEmpty() && (each.hasCount() || !each.getActive())) {
        body.append("\r\n").append(kind).append(": ");
        body.append(each.getActive() ? Integer.toUnsignedString(each.getCount()) : "0");
        body.append("/0");
      }
    }
    return body.append("\r\n").toString();
  }
}
