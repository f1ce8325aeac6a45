package io.patchbay.media.codec;

/// What a document says of a codec.
public enum Wish {
  /// Not used.
  OFF,
  /// Used when it is there.
  AUTO,
  /// Nothing goes without it.
  REQUIRED
}
