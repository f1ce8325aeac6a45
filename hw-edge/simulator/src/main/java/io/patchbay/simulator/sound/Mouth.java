package io.patchbay.simulator.sound;

import java.util.ArrayDeque;

/// What somebody says: a lasting sound, interrupted by short ones (DTMF) one after the other.
public final class Mouth implements Sound {
  private static final int MOST_INTERJECTIONS = 32;

  private final ArrayDeque<Sound> interjections = new ArrayDeque<>();
  private Sound lasting = Sound.silence();

  /// Replaces the lasting sound.
  public void say(Sound sound) {
    lasting = sound;
  }

  /// Says `sound` to its end before going on with the lasting one.
  ///
  /// @throws IllegalArgumentException too many are waiting
  public void interject(Sound sound) {
    if (interjections.size() == MOST_INTERJECTIONS) {
      throw new IllegalArgumentException(MOST_INTERJECTIONS + " digit strings wait already");
    }
    interjections.add(sound);
  }

  /// Back to silence.
  public void hush() {
    interjections.clear();
    lasting = Sound.silence();
  }

  /// True while an interjection is under way.
  public boolean interjecting() {
    return !interjections.isEmpty();
  }

  @Override
  public void next(short[] frame) {
    Sound first = interjections.peek();
    if (first == null) {
      lasting.next(frame);
      return;
    }
    first.next(frame);
    if (first.over()) {
      interjections.poll();
    }
  }
}
