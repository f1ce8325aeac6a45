package io.patchbay.trunk.run;

import io.patchbay.trunk.dialog.Fields;
import io.patchbay.trunk.sip.Escapes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who calls by the word of a peer we trust: P-Asserted-Identity (RFC 3325 §9.1), else
/// Remote-Party-ID.
///
/// @param name may be empty
record Asserted(String number, String name) {
  private static final int LONGEST = 1024;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\s*(?:\"([^\"]{0,100})\"|([^<\"]{0,100}))\\s*<?(?:sips?|tel):([^@;>:,]{1,100})",
          Pattern.CASE_INSENSITIVE);

  static Optional<Asserted> of(Fields fields) {
    return read(fields.first("P-Asserted-Identity"))
        .or(() -> read(fields.first("Remote-Party-ID")));
  }

  private static Optional<Asserted> read(String value) {
    Matcher matcher = ADDRESS.matcher(value);
    if (value.isEmpty() || value.length() > LONGEST || !matcher.lookingAt()) {
      return Optional.empty();
    }
    String quoted = matcher.group(1);
    String name = quoted == null ? matcher.group(2).strip() : quoted;
    return Optional.of(new Asserted(Escapes.decoded(matcher.group(3)), name));
  }
}
