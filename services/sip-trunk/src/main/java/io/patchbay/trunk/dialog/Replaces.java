package io.patchbay.trunk.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The dialog that an INVITE takes the place of (RFC 3891).
///
/// @param toTag of whoever gets the INVITE
/// @param earlyOnly an established dialog is not to be replaced
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {
  /// Of the value of the header field.
  public static Optional<Replaces> read(String value) {
    List<String> parts = new ArrayList<>(List.of(value.split(";", -1)));
    String callId = parts.removeFirst().strip();
    String to = "";
    String from = "";
    boolean early = false;
    for (String part : parts) {
      String one = part.strip();
      String lower = one.toLowerCase(Locale.ROOT);
      if (lower.startsWith("to-tag=")) {
        to = one.substring(7);
      } else if (lower.startsWith("from-tag=")) {
        from = one.substring(9);
      } else if (lower.equals("early-only")) {
        early = true;
      }
    }
    return callId.isEmpty() || to.isEmpty() || from.isEmpty()
        ? Optional.empty()
        : Optional.of(new Replaces(callId, to, from, early));
  }

  /// Of a Refer-To, whose URI carries it.
  public static Optional<Replaces> ofReferTo(String referTo) {
    return read(Uris.header(Uris.first(referTo), "Replaces"));
  }

  /// Is it the dialog of this leg, our tag being the leg's id?
  public boolean means(Dialog dialog) {
    boolean ours = toTag.equals(dialog.localTag()) && fromTag.equals(dialog.remoteTag());
    boolean theirs = fromTag.equals(dialog.localTag()) && toTag.equals(dialog.remoteTag());
    return callId.equals(dialog.callId()) && (ours || theirs);
  }

  /// As the far end of the dialog has to be told.
  static String of(Dialog dialog) {
    return dialog.callId() + ";to-tag=" + dialog.remoteTag() + ";from-tag=" + dialog.localTag();
  }
}
