package io.patchbay.contract.document;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Fills a protobuf message from a YAML mapping by its descriptor, reporting every problem instead
/// of stopping at one.
final class SpecReader {
  private final Scalars scalars;
  private final Report report;
  private final Map<String, Integer> lines;

  /// @param lines takes the line of every path that was read
  SpecReader(Scalars scalars, Report report, Map<String, Integer> lines) {
    this.scalars = scalars;
    this.report = report;
    this.lines = lines;
  }

  void read(Node node, Message.Builder into, String path) {
    if (!Nodes.accepted(node, path, report) || Scalars.isNull(node)) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      report.add(node, path, "expected a mapping, found a " + Nodes.shape(node));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (report.full()) {
        return;
      }
      Optional<String> key = key(tuple.getKeyNode(), path, seen);
      if (key.isPresent()) {
        entry(key.get(), tuple, into, path.isEmpty() ? key.get() : path + "." + key.get());
      }
    }
  }

  /// A key that is text, accepted and new in its mapping.
  Optional<String> key(Node node, String path, Set<String> seen) {
    if (!Nodes.accepted(node, path, report)) {
      return Optional.empty();
    }
    if (!(node instanceof ScalarNode scalar)) {
      report.add(node, path, "a key must be one word, found a " + Nodes.shape(node));
      return Optional.empty();
    }
    if (!seen.add(scalar.getValue())) {
      report.add(
          node,
          path.isEmpty() ? scalar.getValue() : path + "." + Report.shown(scalar.getValue()),
          "key given twice");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  private void entry(String key, NodeTuple tuple, Message.Builder into, String path) {
    lines.put(path, Report.line(tuple.getKeyNode()));
    FieldDescriptor field = into.getDescriptorForType().findFieldByName(key.replace('-', '_'));
    if (field == null || key.indexOf('_') >= 0) {
      report.add(
          tuple.getKeyNode(),
          Report.shown(path),
          "unknown key" + hint(key, into.getDescriptorForType()));
      return;
    }
    Node value = tuple.getValueNode();
    if (!Nodes.accepted(value, path, report) || Scalars.isNull(value)) {
      return;
    }
    if (field.isMapField()) {
      map(field, value, into, path);
    } else if (field.isRepeated()) {
      list(field, value, into, path);
    } else {
      single(field, value, into, path).ifPresent(read -> into.setField(field, read));
    }
  }

  private void map(FieldDescriptor field, Node node, Message.Builder into, String path) {
    if (!(node instanceof MappingNode mapping)) {
      report.add(node, path, "expected a mapping, found a " + Nodes.shape(node));
      return;
    }
    FieldDescriptor keyField = field.getMessageType().findFieldByName("key");
    FieldDescriptor valueField = field.getMessageType().findFieldByName("value");
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Optional<String> key = key(tuple.getKeyNode(), path, seen);
      if (key.isEmpty()) {
        continue;
      }
      String inner = path + "." + key.get();
      lines.put(inner, Report.line(tuple.getKeyNode()));
      if (Nodes.accepted(tuple.getValueNode(), inner, report)) {
        single(valueField, tuple.getValueNode(), into, inner)
            .ifPresent(value ->
                into.addRepeatedField(
                    field,
                    into.newBuilderForField(field)
                        .setField(keyField, key.get())
                        .setField(valueField, value)
                        .build()));
      }
    }
  }

  private void list(FieldDescriptor field, Node node, Message.Builder into, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      report.add(node, path, "expected a list, found a " + Nodes.shape(node));
      return;
    }
    int index = 0;
    for (Node item : sequence.getValue()) {
      String inner = path + "[" + index++ + "]";
      lines.put(inner, Report.line(item));
      if (Nodes.accepted(item, inner, report)) {
        single(field, item, into, inner).ifPresent(value -> into.addRepeatedField(field, value));
      }
    }
  }

  private Optional<Object> single(
      FieldDescriptor field, Node node, Message.Builder parent, String path) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return scalars.value(field, node, path);
    }
    Message.Builder builder = parent.newBuilderForField(field);
    read(node, builder, path);
    return Optional.of(builder.build());
  }

  private static String hint(String key, Descriptor type) {
    String known = type.getFields().stream().map(Kinds::key).collect(Collectors.joining(", "));
    return Words.nearest(key, type.getFields().stream().map(Kinds::key).toList())
        .map(word -> ", did you mean `" + word + "`?")
        .orElse(" (known: " + known + ")");
  }
}
