package io.patchbay.media.codec;

import java.util.List;

/// Who makes a codec, or several of one kind. Listed in `META-INF/services`; found by encoding
/// name.
public interface CodecProvider {
  /// The encoding names of SDP `a=rtpmap`, e.g. `PCMU` (RFC 3551 §6).
  List<String> encodings();

  /// What it is made of, e.g. `libopus.so.0`; `patchbay` is what needs nothing else.
  default String library() {
    return "patchbay";
  }

  /// The name under which documents switch an encoding of it on and off.
  default String switchName(String encoding) {
    return encoding;
  }

  /// Among several of one encoding the lowest that works is used.
  default int rank() {
    return 0;
  }

  /// Is off until a document switches it on.
  default boolean optional() {
    return false;
  }

  /// Whether it needs something outside the class path, which is sought and tried at the start.
  /// What is on the class path is the same everywhere and has been tried before it was shipped.
  default boolean foreign() {
    return false;
  }

  /// Looks for what it needs outside the class path; may block for some milliseconds.
  ///
  /// @throws CodecMissingException naming what is missing, and what to install
  default void find() {}

  /// A new instance for one termination.
  Codec open(Format format);
}
