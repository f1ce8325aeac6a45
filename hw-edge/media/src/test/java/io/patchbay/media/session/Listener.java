package io.patchbay.media.session;

import io.patchbay.media.dtmf.DtmfDetector;

/// Hears digits in what a line was given.
final class Listener {
  private final short[] pcm;

  Listener(TonePort port) {
    pcm = port.sound().pcm();
  }

  String digits() {
    var detector = new DtmfDetector();
    var heard = new StringBuilder();
    var frame = new short[160];
    for (int at = 0; at < pcm.length; at += 160) {
      System.arraycopy(pcm, at, frame, 0, 160);
      detector.process(frame);
      if (detector.started() != 0) {
        heard.append(detector.started());
      }
    }
    return heard.toString();
  }
}
