package io.patchbay.media.codec;

/// One codec. Listed in `META-INF/services`; found by its encoding name.
public interface CodecProvider {
  /// The encoding name of SDP `a=rtpmap`, e.g. `PCMU` (RFC 3551 §6).
  String encodingName();

  /// A new instance for one termination.
  Codec open();
}
