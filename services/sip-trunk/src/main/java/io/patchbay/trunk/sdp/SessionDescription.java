package io.patchbay.trunk.sdp;

import java.util.List;

/// A session description as it was read (RFC 8866 §5), reduced to what a telephone needs.
public record SessionDescription(List<MediaDescription> media) {
  public SessionDescription {
    media = List.copyOf(media);
  }
}
