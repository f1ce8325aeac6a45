package io.patchbay.sms.policy;

import io.patchbay.proto.limit.v1.OriginName;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.Caller;

/// Who wrote a message, as it is written: `extension/101`, `trunk/pbx`, `line/gsm-1`, `api`.
public record Origin(OriginKind kind, String name) {
  public static Origin of(String written) {
    int slash = written.indexOf('/');
    OriginKind kind =
        switch (slash < 0 ? written : written.substring(0, slash)) {
          case "extension" -> OriginKind.ORIGIN_KIND_EXTENSION;
          case "trunk" -> OriginKind.ORIGIN_KIND_TRUNK;
          case "line" -> OriginKind.ORIGIN_KIND_LINE;
          default -> OriginKind.ORIGIN_KIND_API;
        };
    return new Origin(kind, slash < 0 ? written : written.substring(slash + 1));
  }

  /// As rules and limits name it.
  String key() {
    return new Caller(kind, name).key();
  }

  OriginName named() {
    return OriginName.newBuilder().setKind(kind).setName(name).build();
  }
}
