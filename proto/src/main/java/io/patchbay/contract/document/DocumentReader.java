package io.patchbay.contract.document;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.patchbay.proto.config.v1.Document;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.representer.Representer;

/// Reads one YAML text: documents of `kind`, `name`, `spec`, divided by `---`.
final class DocumentReader {
  static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 12;
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,63}");
  private static final Set<String> KEYS = Set.of("kind", "name", "spec", "revision");

  private final String source;
  private final Map<String, String> placeholders;
  private final List<Problem> problems;
  private final Report report;

  /// @param problems takes what is wrong
  DocumentReader(String source, Map<String, String> placeholders, List<Problem> problems) {
    this.source = source;
    this.placeholders = placeholders;
    this.problems = problems;
    this.report = new Report(source, problems);
  }

  List<Located> read(String text) {
    List<Located> documents = new ArrayList<>();
    if (text.length() > MAX_CHARACTERS) {
      report.add(
          0, "", text.length() + " characters are too many (at most " + MAX_CHARACTERS + ")");
      return documents;
    }
    try {
      for (Node node : yaml().composeAll(new StringReader(text))) {
        report.enter("");
        if (!Scalars.isNull(node)) {
          document(node).ifPresent(documents::add);
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(
          new Problem(
              source, line, "", "", "not YAML: " + Report.shown(String.valueOf(e.getProblem()))));
    } catch (YAMLException e) {
      problems.add(
          new Problem(
              source, 0, "", "", "not YAML: " + Report.shown(String.valueOf(e.getMessage()))));
    }
    return documents;
  }

  private Optional<Located> document(Node node) {
    if (!Nodes.accepted(node, "", report)) {
      return Optional.empty();
    }
    if (!(node instanceof MappingNode mapping)) {
      report.add(node, "", "expected kind, name and spec, found a " + Nodes.shape(node));
      return Optional.empty();
    }
    Map<String, Integer> lines = new HashMap<>();
    lines.put("", Report.line(node));
    Scalars scalars = new Scalars(placeholders, report);
    SpecReader reader = new SpecReader(scalars, report, lines);
    Map<String, Node> parts = parts(mapping, reader, lines);
    String kind = header("kind", parts, scalars, node);
    String name = header("name", parts, scalars, node);
    report.enter((kind + " " + name).strip());
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      report.add(
          lines.getOrDefault("name", 0),
          "name",
          "`" + Report.shown(name) + "` is no name (1 to 63 of a-z 0-9 - . _)");
    }
    Optional<FieldDescriptor> spec = Kinds.spec(kind);
    if (spec.isEmpty()) {
      if (!kind.isEmpty()) {
        report.add(
            lines.getOrDefault("kind", 0),
            "kind",
            "`" + Report.shown(kind) + "` is not one of " + Kinds.names());
      }
      return Optional.empty();
    }
    return Optional.of(located(spec.get(), kind, name, parts, reader, scalars, lines));
  }

  private Located located(
      FieldDescriptor field,
      String kind,
      String name,
      Map<String, Node> parts,
      SpecReader reader,
      Scalars scalars,
      Map<String, Integer> lines) {
    Document.Builder document = Document.newBuilder().setKind(kind).setName(name);
    Message.Builder spec = document.newBuilderForField(field);
    Node node = parts.get("spec");
    if (node != null) {
      reader.read(node, spec, "spec");
    }
    Node revision = parts.get("revision");
    if (revision != null) {
      FieldDescriptor number = Document.getDescriptor().findFieldByName("revision");
      scalars
          .value(number, revision, "revision")
          .ifPresent(value -> document.setField(number, value));
    }
    return new Located(document.setField(field, spec.build()).build(), source, lines);
  }

  private Map<String, Node> parts(
      MappingNode mapping, SpecReader reader, Map<String, Integer> lines) {
    Map<String, Node> parts = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Optional<String> key = reader.key(tuple.getKeyNode(), "", seen);
      if (key.isEmpty()) {
        continue;
      }
      if (!KEYS.contains(key.get())) {
        report.add(
            tuple.getKeyNode(),
            Report.shown(key.get()),
            "unknown key (known: kind, name, spec, revision)");
      } else if (Nodes.accepted(tuple.getValueNode(), key.get(), report)) {
        parts.put(key.get(), tuple.getValueNode());
        lines.put(key.get(), Report.line(tuple.getKeyNode()));
      }
    }
    return parts;
  }

  private String header(String key, Map<String, Node> parts, Scalars scalars, Node document) {
    Node node = parts.get(key);
    String text = node == null ? "" : scalars.text(node, key).orElse("");
    if (text.isEmpty()) {
      report.add(node == null ? document : node, key, "missing");
    }
    return text;
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setProcessComments(false);
    options.setTagInspector(_ -> true); // refused in Nodes, with document and path
    DumperOptions dumper = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options);
  }
}
