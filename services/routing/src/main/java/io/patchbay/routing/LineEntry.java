package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineSpec;
import java.util.Optional;

/// What a line does with calls from the network before anything else: takes none (catalogue G-154),
/// sends them on by the beginning of the caller's number (G-165), to whom it is bound, or where it
/// says.
final class LineEntry {
  private LineEntry() {}

  /// Where a call goes by the line it comes in on; empty: as any other, since no line says, or its
  /// caller has entered a number.
  static Optional<Resolution> of(
      Inquiry inquiry, Documents documents, Bindings bindings, ExchangeLines exchange) {
    String name = inquiry.caller().name();
    LineSpec line = documents.lines().get(name);
    if (line == null
        || SecondStages.entered(inquiry)
        || !SecondStages.fromNetwork(documents, inquiry.caller())) {
      return Optional.empty();
    }
    return byCaller(name, line, inquiry.request().getCallingNumber())
        .or(() -> bindings.incoming(inquiry))
        .or(() -> exchange.rings(inquiry.caller(), inquiry.called()))
        .or(() -> line.hasIncoming() ? incoming(name, line, inquiry) : Optional.empty());
  }

  private static Optional<Resolution> incoming(String name, LineSpec line, Inquiry inquiry) {
    Destination to = line.getIncoming();
    return Optional.of(
        new Resolution.Found(
            to,
            Targets.number(to, inquiry.called()),
            "calls in on line " + name + " go to " + Targets.words(to)));
  }

  /// @param calling as the network has it; empty: withheld
  private static Optional<Resolution> byCaller(String name, LineSpec line, String calling) {
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
