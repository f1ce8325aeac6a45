package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_NANOS;

import io.patchbay.media.dtmf.Dtmf;
import java.time.Duration;

/// Digits waiting to be sent, in steps of one frame. Used by the media thread only.
final class DigitScript {
  static final int CAPACITY = 64;

  private final char[] digits = new char[CAPACITY];
  private final int[] toneFrames = new int[CAPACITY];
  private final int[] gapFrames = new int[CAPACITY];
  private int head;
  private int size;
  private int position;
  private boolean finished;

  /// Checks what the caller of [Termination#sendDtmf] gave.
  static void check(String digits, Duration tone, Duration gap) {
    if (digits.isEmpty() || digits.length() > CAPACITY) {
      throw new IllegalArgumentException(digits.length() + " digits, not 1 to " + CAPACITY);
    }
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (!Dtmf.isDigit(digit) && digit != '!') {
        throw new IllegalArgumentException("'" + digit + "' is not a DTMF digit");
      }
    }
    range(tone, 40, "tone");
    range(gap, 20, "gap");
  }

  /// Adds digits; what exceeds the capacity is left out.
  void add(String text, Duration tone, Duration gap) {
    for (int i = 0; i < text.length() && size < CAPACITY; i++) {
      int at = (head + size) % CAPACITY;
      digits[at] = text.charAt(i);
      toneFrames[at] = frames(tone);
      gapFrames[at] = frames(gap);
      size++;
    }
  }

  /// Whether a digit or its gap is on.
  boolean active() {
    return size > 0;
  }

  /// Goes on by one frame.
  ///
  /// @return the digit to sound in it, 0 in a gap or when nothing waits
  char step() {
    finished = false;
    if (size == 0) {
      return 0;
    }
    char digit = position < toneFrames[head] ? digits[head] : 0;
    position++;
    if (position >= toneFrames[head] + gapFrames[head]) {
      position = 0;
      head = (head + 1) % CAPACITY;
      size--;
      finished = size == 0;
    }
    return digit;
  }

  /// Whether the last step ended the last gap.
  boolean finished() {
    return finished;
  }

  private static int frames(Duration time) {
    return (int) ((time.toNanos() + FRAME_NANOS - 1) / FRAME_NANOS);
  }

  private static void range(Duration value, int minMillis, String name) {
    if (value.compareTo(Duration.ofMillis(minMillis)) < 0
        || value.compareTo(Duration.ofSeconds(8)) > 0) {
      throw new IllegalArgumentException(
          "DTMF " + name + " " + value + " is not " + minMillis + " ms to 8 s");
    }
  }
}
