package io.patchbay.media.tone;

import static io.patchbay.media.pcm.Pcm.SAMPLES_PER_MILLI;

import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.util.Arrays;

/// Plays one [Tone] sample by sample. [#start] may be called again; allocates nothing.
public final class ToneGenerator {
  private final Oscillator[] oscillators = {
    new Oscillator(), new Oscillator(), new Oscillator(), new Oscillator()
  };
  private final int[] onSamples = new int[8];
  private final int[] offSamples = new int[8];
  private int components;
  private int pulses;
  private int repeat;
  private int pulse;
  private int position;
  private boolean playing;

  /// Begins a tone at the start of its cadence.
  public void start(Tone tone) {
    components = tone.components().size();
    for (int i = 0; i < components; i++) {
      var component = tone.components().get(i);
      oscillators[i].start(component.frequencyHz(), component.levelDbm0());
    }
    pulses = tone.cadence().size();
    for (int i = 0; i < pulses; i++) {
      onSamples[i] = tone.cadence().get(i).onMillis() * SAMPLES_PER_MILLI;
      offSamples[i] = tone.cadence().get(i).offMillis() * SAMPLES_PER_MILLI;
    }
    repeat = tone.repeat();
    pulse = 0;
    position = 0;
    playing = true;
  }

  /// Ends the tone.
  public void stop() {
    playing = false;
  }

  /// Whether there is more to play.
  public boolean playing() {
    return playing;
  }

  /// Overwrites the frame with the next part of the tone, silence in its pauses and after its end.
  public void fill(short[] frame) {
    int done = 0;
    while (playing && done < frame.length) {
      done +=
          pulses == 0 || offSamples[pulse] == 0
              ? sound(frame, done, frame.length - done)
              : pulse(frame, done);
    }
    Arrays.fill(frame, done, frame.length, (short) 0);
  }

  /// One stretch of sound or silence of the present pulse, at most to the end of the frame.
  private int pulse(short[] frame, int from) {
    int on = onSamples[pulse];
    int count;
    if (position < on) {
      count = sound(frame, from, Math.min(frame.length - from, on - position));
    } else {
      count = Math.min(frame.length - from, on + offSamples[pulse] - position);
      Arrays.fill(frame, from, from + count, (short) 0);
    }
    position += count;
    if (position == on + offSamples[pulse]) {
      nextPulse();
    }
    return count;
  }

  private void nextPulse() {
    position = 0;
    pulse++;
    if (pulse == pulses) {
      pulse = 0;
      playing = repeat != 1;
      repeat -= repeat > 0 ? 1 : 0;
    }
  }

  private int sound(short[] frame, int from, int count) {
    for (int i = from; i < from + count; i++) {
      float sum = 0;
      for (int k = 0; k < components; k++) {
        sum += oscillators[k].next();
      }
      frame[i] = Pcm.saturate((int) sum);
    }
    return count;
  }
}
