package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import java.util.Optional;

/// What a line does with calls from the network before anything else: takes none (catalogue G-154),
/// or sends them on by the beginning of the caller's number (G-165).
final class LineEntry {
  private LineEntry() {}

  /// Empty: as for every other call.
  ///
  /// @param calling as the network has it; empty: withheld
  static Optional<Resolution> of(String name, LineSpec line, String calling) {
    if (line.getKind() == LineKind.LINE_KIND_FXS) {
      return Optional.empty();
    }
    if (line.getRejectIncoming()) {
      return Optional.of(new Resolution.Declined("line " + name + " takes no calls"));
    }
    String best = "";
    String extension = "";
    for (String entry : line.getIncomingByCaller().split("\\|", -1)) {
      int to = entry.indexOf('>');
      if (to > best.length() && calling.startsWith(entry.substring(0, to))) {
        best = entry.substring(0, to);
        extension = entry.substring(to + 1);
      }
    }
    return best.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Resolution.Found(
                Destination.newBuilder().setExtension(extension).build(),
                extension,
                "callers of line " + name + " that begin with " + best + " go to " + extension));
  }
}
