package io.patchbay.contract.document;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads single values strictly: `yes` is no boolean, `0x10` no number, `201` may be a string.
final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,20}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9-]{1,40})}");
  private static final BigInteger UINT32_MAX =
      BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
  private static final BigInteger UINT64_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final Map<String, String> placeholders;
  private final Report report;

  /// @param placeholders what `${name}` stands for; empty: such text is taken as it is
  Scalars(Map<String, String> placeholders, Report report) {
    this.placeholders = placeholders;
    this.report = report;
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  Optional<String> text(Node node, String path) {
    if (!(node instanceof ScalarNode scalar)) {
      report.add(node, path, "expected one value, found a " + Nodes.shape(node));
      return Optional.empty();
    }
    return isNull(node) ? Optional.of("") : fill(scalar, path);
  }

  Optional<Object> value(FieldDescriptor field, Node node, String path) {
    Optional<String> text = text(node, path);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String value = text.get();
    return switch (field.getType()) {
      case STRING -> Optional.of(value);
      case BOOL -> bool(value, node, path);
      case ENUM -> word(field, value, node, path);
      case UINT32, FIXED32 ->
          integer(value, BigInteger.ZERO, UINT32_MAX, node, path).map(BigInteger::intValue);
      case INT32, SINT32, SFIXED32 ->
          integer(
                  value,
                  BigInteger.valueOf(Integer.MIN_VALUE),
                  BigInteger.valueOf(Integer.MAX_VALUE),
                  node,
                  path)
              .map(BigInteger::intValue);
      case UINT64, FIXED64 ->
          integer(value, BigInteger.ZERO, UINT64_MAX, node, path).map(BigInteger::longValue);
      case INT64, SINT64, SFIXED64 ->
          integer(
                  value,
                  BigInteger.valueOf(Long.MIN_VALUE),
                  BigInteger.valueOf(Long.MAX_VALUE),
                  node,
                  path)
              .map(BigInteger::longValue);
      case DOUBLE -> decimal(value, node, path).map(Double::valueOf);
      case FLOAT -> decimal(value, node, path).map(Float::valueOf);
      case BYTES, GROUP, MESSAGE -> {
        report.add(node, path, "cannot be written in YAML");
        yield Optional.empty();
      }
    };
  }

  private Optional<String> fill(ScalarNode scalar, String path) {
    String raw = scalar.getValue();
    if (placeholders.isEmpty() || !raw.contains("${")) {
      return Optional.of(raw);
    }
    Matcher matcher = PLACEHOLDER.matcher(raw);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = placeholders.get(matcher.group(1));
      if (value == null) {
        report.add(scalar, path, "unknown placeholder " + matcher.group());
        return Optional.empty();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(filled).toString());
  }

  private Optional<Object> bool(String value, Node node, String path) {
    if (value.equals("true") || value.equals("false")) {
      return Optional.of(value.equals("true"));
    }
    report.add(node, path, "`" + Report.shown(value) + "` is not true or false");
    return Optional.empty();
  }

  private Optional<Object> word(FieldDescriptor field, String value, Node node, String path) {
    var found = Kinds.value(field.getEnumType(), value);
    if (found.isEmpty()) {
      report.add(
          node,
          path,
          "`" + Report.shown(value) + "` is not one of " + Kinds.words(field.getEnumType()));
    }
    return found.map(word -> word);
  }

  private Optional<BigInteger> integer(
      String value, BigInteger min, BigInteger max, Node node, String path) {
    if (!INTEGER.matcher(value).matches()) {
      report.add(node, path, "`" + Report.shown(value) + "` is not a whole number");
      return Optional.empty();
    }
    BigInteger number = new BigInteger(value);
    if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
      report.add(node, path, value + " is out of range (" + min + " to " + max + ")");
      return Optional.empty();
    }
    return Optional.of(number);
  }

  private Optional<String> decimal(String value, Node node, String path) {
    if (!DECIMAL.matcher(value).matches()) {
      report.add(node, path, "`" + Report.shown(value) + "` is not a number");
      return Optional.empty();
    }
    return Optional.of(value);
  }
}
