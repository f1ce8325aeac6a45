package io.patchbay.media.jitter;

import static io.patchbay.media.jitter.Concealment.MISSING;
import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;
import static io.patchbay.media.pcm.Pcm.SAMPLES_PER_MILLI;

import java.util.Arrays;

/// Puts received audio on a time line by RTP timestamp and plays it frame by frame.
///
/// Packets may come in any order and length; what is missing at its time is concealed, what comes
/// later is dropped. The delay follows the measured jitter in steps of a pitch period, which also
/// takes up the drift between the peer's clock and ours. One thread; allocates nothing; O(1) per
/// packet and frame.
public final class JitterBuffer {
  /// What became of a packet.
  public enum Outcome {
    ACCEPTED,
    LATE,
    /// It began a new time line: first packet, or its timestamp was out of reach.
    RESTARTED
  }

  private static final int CAPACITY = 4096;
  private static final int BLOCK = 80;
  private static final int MAX_PACKET = 1024;

  /// Frames between two changes of the delay.
  private static final int SLIP_PAUSE = 5;

  /// Deviations from the wanted delay that are left alone: too little, 5 ms, and too much, 12.5 ms.
  private static final int SLACK_BELOW = 40;

  private static final int SLACK_ABOVE = 100;

  /// Deviation above which a whole frame is dropped, 120 ms.
  private static final int EXCESS = 960;

  /// Late packets in a row after which the time line starts anew.
  private static final int MAX_LATE = 10;

  private JitterSettings settings;
  private final short[] ring = new short[CAPACITY];
  private final short[] scratch = new short[FRAME_SAMPLES + Splice.MAX_LAG];
  private final DelayEstimator delays = new DelayEstimator();
  private final Concealment concealment = new Concealment();
  private boolean started;

  /// RTP timestamp of the next sample to play, and the first one after everything received; both
  /// extended to 64 bits.
  private long playTimestamp;

  private long endTimestamp;
  private int lateInRow;
  private int sinceSlip;
  private long concealedSamples;

  /// The delay that a sequential buffer has grown to.
  private int grown;

  /// A buffer that waits for its first packet.
  public JitterBuffer(JitterSettings settings) {
    this.settings = settings;
    Arrays.fill(ring, MISSING);
  }

  /// Changes the delay's limits; what is playing goes on.
  public void settings(JitterSettings next) {
    settings = next;
    grown = 0;
  }

  /// Waits for a first packet again.
  public void reset() {
    started = false;
    Arrays.fill(ring, MISSING);
    concealment.reset();
  }

  /// Takes one decoded packet.
  ///
  /// @param pcm 16-bit linear, 8 kHz mono
  /// @param samples 1 to 1024
  /// @param timestamp of its first sample (RFC 3550 §5.1)
  /// @param marker whether a talkspurt begins (RFC 3551 §4.1)
  /// @param now local clock in samples
  public Outcome put(short[] pcm, int samples, int timestamp, boolean marker, long now) {
    if (samples < 1 || samples > MAX_PACKET) {
      throw new IllegalArgumentException("packet of " + samples + " samples");
    }
    long extended = playTimestamp + (timestamp - (int) playTimestamp);
    boolean reachable =
        extended + samples - playTimestamp < CAPACITY && playTimestamp - extended < 8000;
    if (!started || !reachable || lateInRow >= MAX_LATE) {
      restart(extended, now);
      store(pcm, samples, extended);
      return Outcome.RESTARTED;
    }
    delays.add(now - extended, now);
    boolean empty = endTimestamp <= playTimestamp;
    if (empty && (marker || extended < playTimestamp)) {
      anchor(extended, marker, now);
    }
    if (extended + samples <= playTimestamp) {
      lateInRow++;
      return Outcome.LATE;
    }
    lateInRow = 0;
    store(pcm, samples, extended);
    return Outcome.ACCEPTED;
  }

  /// Plays the next 20 ms; silence before the first packet.
  ///
  /// @param frame 160 samples
  /// @param now local clock in samples
  /// @return whether any of it was received
  public boolean get(short[] frame, long now) {
    if (!started) {
      Arrays.fill(frame, (short) 0);
      return false;
    }
    sinceSlip++;
    long surplus = now - delays.earliest() - playTimestamp - wanted();
    int given = given();
    boolean near =
        surplus >= -Math.max(SLACK_BELOW, given) && surplus <= Math.max(SLACK_ABOVE, given);
    if (sinceSlip < SLIP_PAUSE || near || !slip(frame, surplus)) {
      take(frame, FRAME_SAMPLES);
    }
    boolean midStream = endTimestamp > playTimestamp || concealment.erased() < 480;
    int missing = 0;
    for (int block = 0; block < FRAME_SAMPLES; block += BLOCK) {
      missing += concealment.block(frame, block, BLOCK);
    }
    concealedSamples += midStream ? missing : 0;
    return missing < FRAME_SAMPLES;
  }

  /// Audio made up so far.
  public long concealedMillis() {
    return concealedSamples / SAMPLES_PER_MILLI;
  }

  /// The present delay after the earliest packets; 0 before the first.
  public int delayMillis(long now) {
    return started ? (int) (now - delays.earliest() - playTimestamp) / SAMPLES_PER_MILLI : 0;
  }

  private int wanted() {
    return switch (settings.mode()) {
      case FIXED -> settings.initialMillis() * SAMPLES_PER_MILLI;
      case ADAPTIVE -> needed();
      case SEQUENTIAL -> {
        grown = Math.max(grown, Math.max(needed(), settings.initialMillis() * SAMPLES_PER_MILLI));
        yield grown;
      }
    };
  }

  /// A fixed delay is left alone within a quarter of it: a modem's signal bears no splice, and the
  /// sender's clock needs minutes for that.
  private int given() {
    return settings.mode() == JitterSettings.Mode.FIXED
        ? settings.initialMillis() * SAMPLES_PER_MILLI / 4
        : 0;
  }

  private int needed() {
    int least = settings.minMillis() * SAMPLES_PER_MILLI;
    return Math.clamp(delays.needed(), least, settings.maxMillis() * SAMPLES_PER_MILLI);
  }

  private void restart(long timestamp, long now) {
    Arrays.fill(ring, MISSING);
    delays.reset(now - timestamp, now);
    playTimestamp = timestamp - settings.initialMillis() * (long) SAMPLES_PER_MILLI;
    endTimestamp = playTimestamp;
    lateInRow = 0;
    sinceSlip = 0;
    grown = 0;
    started = true;
  }

  /// Nothing is waiting, so the delay can be set at will: at a talkspurt to the wanted one, for a
  /// late packet to what it needs.
  private void anchor(long timestamp, boolean marker, long now) {
    long latest = now - delays.earliest() - settings.maxMillis() * (long) SAMPLES_PER_MILLI;
    long wish = marker ? now - delays.earliest() - wanted() : timestamp;
    playTimestamp = Math.max(latest, Math.min(wish, timestamp));
    endTimestamp = Math.min(endTimestamp, playTimestamp);
  }

  private void store(short[] pcm, int samples, long timestamp) {
    int skip = (int) Math.max(0, playTimestamp - timestamp);
    for (int i = skip; i < samples; i++) {
      ring[(int) (timestamp + i) & CAPACITY - 1] = pcm[i] == MISSING ? MISSING + 1 : pcm[i];
    }
    endTimestamp = Math.max(endTimestamp, timestamp + samples);
  }

  private void take(short[] out, int samples) {
    for (int i = 0; i < samples; i++) {
      int at = (int) (playTimestamp + i) & CAPACITY - 1;
      out[i] = ring[at];
      ring[at] = MISSING;
    }
    playTimestamp += samples;
  }

  /// Changes the delay by one pitch period where the audio is there, or by a frame where it is far
  /// off.
  ///
  /// @return whether it filled the frame
  private boolean slip(short[] frame, long surplus) {
    if (surplus > EXCESS) {
      take(frame, FRAME_SAMPLES);
    }
    int ahead = surplus > 0 ? FRAME_SAMPLES + Splice.MAX_LAG : FRAME_SAMPLES;
    for (int i = 0; i < ahead; i++) {
      scratch[i] = ring[(int) (playTimestamp + i) & CAPACITY - 1];
      if (scratch[i] == MISSING) {
        return false;
      }
    }
    sinceSlip = 0;
    int lag = Splice.lag(scratch);
    if (surplus > 0) {
      Splice.shorten(scratch, lag, frame);
      drop(FRAME_SAMPLES + lag);
    } else {
      Splice.lengthen(scratch, lag, frame);
      drop(FRAME_SAMPLES - lag);
    }
    return true;
  }

  private void drop(int samples) {
    for (int i = 0; i < samples; i++) {
      ring[(int) (playTimestamp + i) & CAPACITY - 1] = MISSING;
    }
    playTimestamp += samples;
  }
}
