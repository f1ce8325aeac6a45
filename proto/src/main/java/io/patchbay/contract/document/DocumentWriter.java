package io.patchbay.contract.document;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.patchbay.proto.config.v1.Document;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Writes documents so that reading them gives the same messages; fields in the order of the proto
/// file, defaults left out.
final class DocumentWriter {
  private static final FieldDescriptor REVISION =
      Document.getDescriptor().findFieldByName("revision");

  private DocumentWriter() {}

  static String write(Document document) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", document.getKind());
    tree.put("name", document.getName());
    if (document.getRevision() != 0) {
      tree.put("revision", scalar(REVISION, document.getRevision()));
    }
    Kinds.spec(document.getKind())
        .ifPresent(field -> tree.put("spec", tree((Message) document.getField(field))));
    return yaml().dump(tree);
  }

  private static Map<String, Object> tree(Message message) {
    Map<String, Object> tree = new LinkedHashMap<>();
    message
        .getAllFields()
        .forEach((field, value) ->
            tree.put(
                Kinds.key(field), field.isRepeated() ? many(field, value) : one(field, value)));
    return tree;
  }

  private static Object many(FieldDescriptor field, Object value) {
    List<Object> items = new ArrayList<>();
    Map<String, Object> map = new TreeMap<>();
    for (Object item : (List<?>) value) {
      if (field.isMapField()) {
        Message entry = (Message) item;
        FieldDescriptor key = field.getMessageType().findFieldByName("key");
        FieldDescriptor inner = field.getMessageType().findFieldByName("value");
        map.put(entry.getField(key).toString(), one(inner, entry.getField(inner)));
      } else {
        items.add(one(field, item));
      }
    }
    return field.isMapField() ? map : items;
  }

  private static Object one(FieldDescriptor field, Object value) {
    return value instanceof Message message ? tree(message) : scalar(field, value);
  }

  /// Unsigned numbers are kept in signed Java types.
  private static Object scalar(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
      case UINT64, FIXED64 -> new BigInteger(Long.toUnsignedString((Long) value));
      case ENUM -> Kinds.word((EnumValueDescriptor) value);
      case BOOL,
          STRING,
          INT32,
          INT64,
          SINT32,
          SINT64,
          SFIXED32,
          SFIXED64,
          DOUBLE,
          FLOAT,
          BYTES,
          MESSAGE,
          GROUP ->
          value;
    };
  }

  private static Yaml yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(2);
    options.setSplitLines(false);
    return new Yaml(options);
  }
}
