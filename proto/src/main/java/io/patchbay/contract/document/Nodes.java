package io.patchbay.contract.document;

import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// What of YAML is accepted: mappings, lists and plain values; no anchors, aliases or types.
final class Nodes {
  private static final Set<Tag> TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MAP,
          Tag.SEQ,
          Tag.MERGE);

  private Nodes() {}

  /// Reports what is not accepted; such a node must not be entered, it may contain itself.
  static boolean accepted(Node node, String path, Report report) {
    if (node.getAnchor() != null) {
      report.add(
          node, path, "anchors and aliases are not accepted: &" + Report.shown(node.getAnchor()));
      return false;
    }
    if (!TAGS.contains(node.getTag())) {
      report.add(node, path, "types are not accepted: " + Report.shown(node.getTag().getValue()));
      return false;
    }
    return true;
  }

  static String shape(Node node) {
    return switch (node) {
      case MappingNode _ -> "mapping";
      case SequenceNode _ -> "list";
      case ScalarNode scalar when Scalars.isNull(scalar) -> "missing value";
      case ScalarNode scalar -> "value `" + Report.shown(scalar.getValue()) + "`";
      default -> "strange node"; // Node is an open type of the library
    };
  }
}
