package io.patchbay.contract.document;

import io.patchbay.contract.SipTarget;
import io.patchbay.proto.config.v1.Destination;
import java.util.Map;

/// A destination names exactly one thing that exists.
final class DestinationCheck {
  private final Documents documents;
  private final DocumentCheck.Finding finding;

  DestinationCheck(Documents documents, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.finding = finding;
  }

  void check(String label, String path, Destination to) {
    int targets =
        target(label, path + ".extension", "Extension", to.getExtension(), documents.extensions())
            + target(label, path + ".line", "Line", to.getLine(), documents.lines())
            + target(
                label, path + ".line-group", "LineGroup", to.getLineGroup(), documents.lineGroups())
            + target(label, path + ".trunk", "Trunk", to.getTrunk(), documents.trunks())
            + uri(label, path + ".uri", to)
            + (to.hasSecondStage() ? 1 : 0);
    if (targets != 1) {
      finding.add(
          label,
          path,
          "must name one of extension, line, line-group, trunk, uri and second-stage, names "
              + targets);
    }
    Formats.number(to.getNumber())
        .ifPresent(problem -> finding.add(label, path + ".number", problem));
  }

  private int uri(String label, String path, Destination to) {
    if (to.getUri().isEmpty()) {
      return 0;
    }
    try {
      SipTarget.of(to.getUri());
    } catch (IllegalArgumentException e) {
      finding.add(label, path, "`" + Report.shown(to.getUri()) + "` " + e.getMessage());
    }
    if (!to.getNumber().isEmpty()) {
      finding.add(label, path, "with `number`: the URI names the user itself");
    }
    return 1;
  }

  private int target(String label, String path, String kind, String name, Map<String, ?> existing) {
    if (name.isEmpty()) {
      return 0;
    }
    if (!existing.containsKey(name)) {
      finding.add(label, path, "no " + kind + " `" + Report.shown(name) + "`");
    }
    return 1;
  }
}
