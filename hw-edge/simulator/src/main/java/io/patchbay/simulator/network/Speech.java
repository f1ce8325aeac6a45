package io.patchbay.simulator.network;

import io.patchbay.simulator.sound.DtmfEar;
import io.patchbay.simulator.sound.DtmfSound;
import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Echo;
import io.patchbay.simulator.sound.Mouth;
import io.patchbay.simulator.sound.Sound;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Mouth and ears of a person on a telephone.
///
/// What is heard before the answer (ring-back) is recorded too, once [#prepare] named the
/// recording.
public final class Speech implements Sound, Ear {
  private final Studio studio;
  private final Consumer<Character> digits;
  private final Mouth mouth = new Mouth();
  private DtmfEar dtmfEar;
  private @Nullable Ear answerer;
  private @Nullable Ear recorder;
  private Sound prepared = Sound.silence();
  private boolean echoDtmf;

  /// @param digits gets each DTMF digit heard
  public Speech(Studio studio, Consumer<Character> digits) {
    this.studio = studio;
    this.digits = digits;
    this.dtmfEar = new DtmfEar(this::heard);
  }

  /// @throws IllegalArgumentException the plan's digits are wrong
  static void check(CallPlan plan) {
    if (!plan.dtmf().isEmpty()) {
      DtmfSound.check(plan.dtmf());
    }
  }

  /// Opens what the plan names and begins to record.
  ///
  /// @throws IllegalArgumentException a file cannot be opened, or `say` is not understood
  public void prepare(CallPlan plan) {
    end();
    say(plan.say(), false);
    record(plan.record());
  }

  /// Begins to speak.
  public void begin(CallPlan plan) {
    mouth.say(prepared);
    echoDtmf = plan.echoDtmf();
    if (!plan.dtmf().isEmpty()) {
      mouth.interject(new DtmfSound(plan.dtmf()));
    }
  }

  /// Says something else, at once when `now`, else from [#begin] on.
  public void say(String say, boolean now) {
    Sound next = say.equals("echo") ? new Echo() : studio.sound(say);
    closeAnswerer();
    prepared = next;
    answerer = next instanceof Ear ear ? ear : null;
    if (now) {
      mouth.say(prepared);
    }
  }

  /// Records what is heard from now on; an empty path: no more.
  public void record(String path) {
    closeRecorder();
    if (!path.isEmpty()) {
      recorder = studio.recorder(path);
    }
  }

  /// Sends digits as tones.
  public void dtmf(String wanted) {
    mouth.interject(new DtmfSound(wanted));
  }

  /// Silence, and the recording is complete.
  public void end() {
    mouth.hush();
    closeRecorder();
    closeAnswerer();
    prepared = Sound.silence();
    echoDtmf = false;
    dtmfEar = new DtmfEar(this::heard);
  }

  private void closeRecorder() {
    if (recorder != null) {
      recorder.close();
      recorder = null;
    }
  }

  private void closeAnswerer() {
    if (answerer != null) {
      answerer.close();
      answerer = null;
    }
  }

  private void heard(char digit) {
    digits.accept(digit);
    if (echoDtmf) {
      mouth.interject(new DtmfSound(String.valueOf(digit)));
    }
  }

  @Override
  public void next(short[] frame) {
    mouth.next(frame);
  }

  @Override
  public void hear(short[] frame) {
    dtmfEar.hear(frame);
    if (recorder != null) {
      recorder.hear(frame);
    }
    if (answerer != null) {
      answerer.hear(frame);
    }
  }
}
