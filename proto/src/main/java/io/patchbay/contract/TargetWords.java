package io.patchbay.contract;

import io.patchbay.proto.policy.v1.Target;

/// A target of a decision in words: `line gsm-1 dials 13800000001`.
public final class TargetWords {
  private TargetWords() {}

  /// Where a call goes and what is dialled there.
  public static String of(Target target) {
    if (!target.getExtension().isEmpty()) {
      return "extension " + target.getExtension();
    }
    if (!target.getUri().isEmpty()) {
      return target.getUri();
    }
    String where =
        target.getLine().isEmpty() ? "trunk " + target.getTrunk() : "line " + target.getLine();
    return target.getNumber().isEmpty() ? where : where + " dials " + target.getNumber();
  }
}
