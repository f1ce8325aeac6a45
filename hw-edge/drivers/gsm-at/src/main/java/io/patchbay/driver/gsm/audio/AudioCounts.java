package io.patchbay.driver.gsm.audio;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// What an audio port counts. Thread-safe; counting neither locks nor allocates.
final class AudioCounts {
  /// Frames that came from the modem.
  final AtomicLong heard = new AtomicLong();

  /// Frames for which there was nothing to say: silence went out instead.
  final AtomicLong silence = new AtomicLong();

  /// Frames that came too late to be said: the modem had played silence in their place.
  final AtomicLong late = new AtomicLong();

  /// Times that nothing came from the modem in a call for a tenth of a second.
  final AtomicLong missing = new AtomicLong();

  /// Times the port was opened.
  final AtomicLong opened = new AtomicLong();

  /// By name, with those of the queue and of the link.
  Map<String, Long> all(long dropped, long underruns, long overruns) {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("audio.frames", heard.get());
    counts.put("audio.silence", silence.get());
    counts.put("audio.stalls", missing.get());
    counts.put("audio.opened", opened.get());
    counts.put("audio.underruns", underruns);
    counts.put("audio.overruns", late.get() + dropped + overruns);
    return counts;
  }
}
