package io.patchbay.trunk.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who sent a call on before it came to us (Diversion, RFC 5806; History-Info, RFC 7044) and since
/// (3xx).
final class Diversions {
  /// More than any limit of ours; the rest of a longer list is not read.
  private static final int MOST = 100;

  private Diversions() {}

  /// A number for each time, the last first; an empty one where it is not known.
  static List<String> of(CallState call) {
    List<String> all = new ArrayList<>(call.moves().diverted().reversed());
    call.caller()
        .ifPresent(leg -> {
          if (leg.channel() instanceof SipChannel sip) {
            all.addAll(heard(sip.session().heard(), call.origin().calledNumber()));
          }
        });
    return all;
  }

  /// What an INVITE says of it; the longer of the two when it says both.
  static List<String> heard(Fields fields, String called) {
    List<String> diversion =
        entries(fields.first("Diversion")).stream().map(Diversions::user).toList();
    List<String> history = history(entries(fields.first("History-Info")), called);
    return diversion.size() >= history.size() ? diversion : history;
  }

  /// Who an entry with a cause (RFC 4458) was retargeted from stands before it. Where no entry has
  /// one each is somebody who sent the call on, as we write it ourselves, but for the last when it
  /// is who is called.
  private static List<String> history(List<String> entries, String called) {
    List<String> users = new ArrayList<>();
    boolean causes = entries.stream().anyMatch(Diversions::hasCause);
    for (int i = 0; i < entries.size(); i++) {
      if (!causes) {
        users.addFirst(user(entries.get(i)));
      } else if (hasCause(entries.get(i))) {
        users.addFirst(i == 0 ? "" : user(entries.get(i - 1)));
      }
    }
    if (!causes && !users.isEmpty() && users.getFirst().equals(called)) {
      users.removeFirst();
    }
    return users;
  }

  private static boolean hasCause(String entry) {
    String lower = entry.toLowerCase(Locale.ROOT);
    return lower.contains("cause=") || lower.contains("cause%3d");
  }

  private static String user(String entry) {
    return Uris.user(Uris.first(entry));
  }

  /// The entries of a list, parted at commas outside of `<>` and quotes.
  private static List<String> entries(String value) {
    List<String> entries = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    boolean inside = false;
    for (int i = 0; i < value.length() && entries.size() < MOST; i++) {
      char at = value.charAt(i);
      if (at == '"') {
        quoted = !quoted;
      } else if (!quoted && (at == '<' || at == '>')) {
        inside = at == '<';
      } else if (!quoted && !inside && at == ',') {
        entries.add(value.substring(from, i));
        from = i + 1;
      }
    }
    String last = value.substring(from);
    if (!last.isBlank() && entries.size() < MOST) {
      entries.add(last);
    }
    return entries;
  }
}
