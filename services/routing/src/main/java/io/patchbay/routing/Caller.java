package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.policy.v1.OriginKind;
import java.util.List;

/// Where a call comes from, as rules name it: `extension/101`, `trunk/pbx`, `line/gsm-1`, `api`.
///
/// @param name of the line, extension or trunk
public record Caller(OriginKind kind, String name) {
  public Caller {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
  }

  /// Is it one of those a rule applies to? A rule that names nobody applies to everybody.
  ///
  /// @param from `extension`, `extension/101`, …
  public boolean isAmong(List<String> from) {
    return from.isEmpty() || from.contains(word()) || from.contains(key());
  }

  /// As rules name it: `extension/101`.
  public String key() {
    return word() + "/" + name;
  }

  /// The kind in one word.
  public String word() {
    return switch (kind) {
      case ORIGIN_KIND_LINE -> "line";
      case ORIGIN_KIND_EXTENSION -> "extension";
      case ORIGIN_KIND_TRUNK -> "trunk";
      case ORIGIN_KIND_API -> "api";
      case ORIGIN_KIND_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }

  @Override
  public String toString() {
    return name.isEmpty() ? word() : word() + " " + name;
  }
}
