package io.patchbay.contract.document;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.patchbay.proto.config.v1.Document;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The kinds of documents and the words YAML uses for them, all read from the protobuf descriptors.
public final class Kinds {
  private static final Map<String, FieldDescriptor> BY_NAME =
      Document.getDescriptor().getOneofs().getFirst().getFields().stream()
          .collect(Collectors.toUnmodifiableMap(Kinds::kind, Function.identity()));

  private Kinds() {}

  /// A document of the kind that belongs to the spec's type: `LineSpec` makes a `Line`.
  public static Document document(String name, Message spec) {
    FieldDescriptor field = BY_NAME.get(kindOf(spec));
    if (field == null) {
      throw new IllegalArgumentException("no kind of document: " + kindOf(spec));
    }
    return Document.newBuilder().setKind(kind(field)).setName(name).setField(field, spec).build();
  }

  /// The Kafka key of a document: `Line/gsm-1`.
  public static String key(Document document) {
    return document.getKind() + "/" + document.getName();
  }

  /// How people see a document: `Line gsm-1`.
  public static String label(Document document) {
    return document.getKind() + " " + document.getName();
  }

  /// Is there such a kind?
  public static boolean exists(String kind) {
    return BY_NAME.containsKey(kind);
  }

  static Optional<FieldDescriptor> spec(String kind) {
    return Optional.ofNullable(BY_NAME.get(kind));
  }

  static String names() {
    return BY_NAME.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static String kind(FieldDescriptor field) {
    return kind(field.getMessageType().getName());
  }

  /// The document of a key that is gone: without a spec, which means deleted.
  public static Document deletion(String key) {
    int slash = key.indexOf('/');
    return Document.newBuilder()
        .setKind(key.substring(0, Math.max(0, slash)))
        .setName(key.substring(slash + 1))
        .build();
  }

  private static String kindOf(Message spec) {
    return kind(spec.getDescriptorForType().getName());
  }

  private static String kind(String specType) {
    return specType.substring(0, specType.length() - "Spec".length());
  }

  /// `inter_digit_timeout_ms` is written `inter-digit-timeout-ms`.
  static String key(FieldDescriptor field) {
    return field.getName().replace('_', '-');
  }

  /// `LINE_SELECTION_LEAST_CALLS` is written `least-calls`.
  static String word(EnumValueDescriptor value) {
    String prefix = snake(value.getType().getName()) + "_";
    String name = value.getName();
    String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return bare.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<EnumValueDescriptor> value(EnumDescriptor type, String word) {
    return type.getValues().stream()
        .filter(value -> value.getNumber() != 0 && word(value).equals(word))
        .findFirst();
  }

  static String words(EnumDescriptor type) {
    return type.getValues().stream()
        .filter(value -> value.getNumber() != 0)
        .map(Kinds::word)
        .collect(Collectors.joining(", "));
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
