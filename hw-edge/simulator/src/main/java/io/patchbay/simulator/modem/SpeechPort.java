package io.patchbay.simulator.modem;

import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The PCM port (AT+QPCMV=1,0): 320 octets each 20 ms, both ways, while voice is up.
///
/// What the host writes waits in a queue of 10 frames: too little is heard as silence, too much is
/// dropped. After a gap it starts with 40 ms in hand, so that a late frame does not tear the sound.
final class SpeechPort {
  private static final int FRAME_OCTETS = Sound.FRAME * 2;
  private static final int MOST_OCTETS = FRAME_OCTETS * 10;
  private static final int PRIMED_OCTETS = FRAME_OCTETS * 2;

  private final Timeline timeline;
  private final RandomGenerator random;
  private final Duration mostJitter;
  private final Set<Fault> faults;
  private final ModemOutput out;
  private final byte[] uplink = new byte[MOST_OCTETS];
  private final int[] mix = new int[Sound.FRAME];
  private int uplinkOctets;
  private boolean open;
  private boolean voiceUp;
  private boolean heard;
  private boolean primed;
  private double toNetwork = 1;
  private double fromNetwork = 1;

  SpeechPort(
      Timeline timeline,
      RandomGenerator random,
      Duration mostJitter,
      Set<Fault> faults,
      ModemOutput out) {
    this.timeline = timeline;
    this.random = random;
    this.mostJitter = mostJitter;
    this.faults = faults;
    this.out = out;
  }

  /// AT+QPCMV.
  void open(boolean next) {
    open = next;
    uplinkOctets = 0;
  }

  /// Amplifies what the host says.
  void toNetwork(double factor) {
    toNetwork = factor;
  }

  /// Amplifies what the host hears.
  void fromNetwork(double factor) {
    fromNetwork = factor;
  }

  /// Whether a call has a speech path.
  void voiceUp(boolean next) {
    if (voiceUp != next) {
      uplinkOctets = 0;
    }
    voiceUp = next;
  }

  private boolean dead() {
    return faults.contains(Fault.AUDIO_STALL) || faults.contains(Fault.AUDIO_DEAD);
  }

  /// What the host wrote.
  void input(byte[] octets, int length) {
    if (!open || !voiceUp || dead()) {
      return;
    }
    int taken = Math.min(length, MOST_OCTETS - uplinkOctets);
    System.arraycopy(octets, 0, uplink, uplinkOctets, taken);
    uplinkOctets += taken;
  }

  /// The next 20 ms of what the host wrote.
  void speak(short[] frame) {
    Arrays.fill(frame, (short) 0);
    primed = primed ? uplinkOctets > 0 : uplinkOctets >= PRIMED_OCTETS;
    if (!primed) {
      return;
    }
    int samples = Math.min(Sound.FRAME, uplinkOctets / 2);
    for (int i = 0; i < samples; i++) {
      frame[i] = clip(toNetwork * ((uplink[2 * i] & 0xFF) | uplink[2 * i + 1] << 8));
    }
    System.arraycopy(uplink, samples * 2, uplink, 0, uplinkOctets - samples * 2);
    uplinkOctets -= samples * 2;
  }

  /// Mixes 20 ms of one call into what goes to the host at [#tick].
  void hear(short[] frame) {
    heard = true;
    for (int i = 0; i < Sound.FRAME; i++) {
      mix[i] += frame[i];
    }
  }

  /// Sends 20 ms to the host when the port is open and voice is up, heard or not.
  void tick() {
    if (open && voiceUp && !dead()) {
      byte[] pcm = new byte[FRAME_OCTETS];
      for (int i = 0; heard && i < Sound.FRAME; i++) {
        int sample = clip(fromNetwork * mix[i]);
        pcm[2 * i] = (byte) sample;
        pcm[2 * i + 1] = (byte) (sample >> 8);
      }
      long jitter = mostJitter.toNanos();
      if (jitter == 0) {
        out.audio(pcm);
      } else {
        timeline.after(Duration.ofNanos(random.nextLong(jitter)), () -> out.audio(pcm));
      }
    }
    if (heard) {
      Arrays.fill(mix, 0);
      heard = false;
    }
  }

  private static short clip(double sample) {
    return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
