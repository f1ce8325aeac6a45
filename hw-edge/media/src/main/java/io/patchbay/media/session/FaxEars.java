package io.patchbay.media.session;

import io.patchbay.media.tone.FaxToneDetector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Listens for a fax machine at the RTP peer and for one that speaks to it. For the media thread.
final class FaxEars {
  private final FaxToneDetector peer = new FaxToneDetector();
  private final FaxToneDetector own = new FaxToneDetector();
  private final Consumer<MediaEvent> sink;

  FaxEars(Consumer<MediaEvent> sink) {
    this.sink = sink;
  }

  void heard(short[] frame) {
    report(peer.process(frame), true);
  }

  void said(short[] frame) {
    report(own.process(frame), false);
  }

  private void report(FaxToneDetector.@Nullable Sound sound, boolean fromPeer) {
    if (sound != null) {
      sink.accept(new MediaEvent.FaxHeard(sound, fromPeer));
    }
  }
}
