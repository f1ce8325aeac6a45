package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;
import static java.util.Objects.requireNonNull;

import io.patchbay.media.clock.CommandQueue;
import io.patchbay.media.record.CallTap;
import io.patchbay.media.tone.Tone;
import io.patchbay.media.tone.ToneGenerator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What both kinds of termination share: commands, the way between groups, tones and digits
/// outwards.
///
/// The caller's methods post commands; everything else runs on the driver of the present group.
abstract class Member {
  private static final int QUEUE = 256;
  private static final int QUEUE_LIMIT = 192;

  final short[] heard = new short[FRAME_SAMPLES];
  final DigitScript script = new DigitScript();
  final ToneGenerator tone = new ToneGenerator();
  final Hub hub;

  /// The group of its own, where it is without a context.
  final Group own;

  /// Where the caller has put it; guarded by the engine's lock.
  @Nullable Conference context;

  char relay;

  private final MediaEventSink sink;
  private final CommandQueue<Runnable> commands = new CommandQueue<>(QUEUE);
  private volatile Group group;
  private volatile boolean closed;
  private @Nullable Group next;
  private boolean muted;
  private @Nullable CallTap tap;

  Member(Hub hub, Group own, MediaEventSink sink) {
    this.hub = hub;
    this.own = own;
    this.group = own;
    this.next = own;
    this.sink = requireNonNull(sink, "events");
  }

  /// Takes one frame from the outside into `heard` and `relay`.
  abstract void hear(long now, long skippedFrames);

  /// Gives one frame to the outside.
  ///
  /// @param frame what the others say
  /// @param digit a digit they relay, 0 = none
  abstract void say(short[] frame, char digit, long now);

  /// Takes over what the only other member of the group has received and is no audio.
  void forward(Member from, long now) {}

  /// The thread that can drive a group, null when it has none or that does not deliver now.
  abstract @Nullable Driver clock(long now);

  /// Releases what it holds; called on the control thread, once.
  abstract void release();

  final short[] heard() {
    return heard;
  }

  final char relay() {
    return relay;
  }

  final boolean muted() {
    return muted;
  }

  final Group group() {
    return group;
  }

  final boolean closed() {
    return closed;
  }

  public final void play(Tone what) {
    requireNonNull(what, "tone");
    post(() -> tone.start(what));
  }

  public final void stopTone() {
    post(tone::stop);
  }

  public final void sendDtmf(String digits, Duration toneTime, Duration gap) {
    DigitScript.check(digits, toneTime, gap);
    post(() -> script.add(digits, toneTime, gap));
  }

  public final void tap(@Nullable CallTap next) {
    post(() -> tap = next);
  }

  /// Takes one frame from the outside.
  final void listen(long now, long skippedFrames) {
    hear(now, skippedFrames);
    if (tap != null) {
      tap.heard(heard);
    }
  }

  /// Gives one frame to the outside.
  final void give(short[] frame, char digit, long now) {
    say(tap != null ? tap.said(heard, frame) : frame, digit, now);
  }

  public final void setMuted(boolean on) {
    post(() -> muted = on);
  }

  public final void close() {
    hub.close(this);
  }

  /// Posts a command; after [#close()] it is dropped.
  final void post(Runnable command) {
    synchronized (commands) {
      if (!closed && !commands.offer(command, QUEUE_LIMIT)) {
        throw new IllegalStateException(
            "termination does not keep up: " + QUEUE_LIMIT + " commands waiting");
      }
    }
  }

  /// Posts the way to another group, which already expects it.
  final void move(Group target) {
    require(commands.offer(() -> next = target, QUEUE));
  }

  /// Posts the end. Caller holds the engine's lock.
  final void shut() {
    synchronized (commands) {
      closed = true;
    }
    require(commands.offer(() -> next = null, QUEUE));
  }

  /// Carries out commands until one leads to another group.
  ///
  /// @return the group it is to be in, null = it is closed
  final @Nullable Group obey() {
    for (var command = commands.poll(); command != null; command = commands.poll()) {
      command.run();
      if (next != group) {
        break;
      }
    }
    return next;
  }

  /// Goes to the group that [#obey] gave; the last touch by the old driver.
  final void goTo(@Nullable Group target) {
    if (target == null) {
      hub.released(this);
    } else {
      group = target;
      target.send(this);
    }
  }

  final void report(MediaEvent event) {
    if (closed) {
      return;
    }
    try {
      sink.accept(event);
    } catch (RuntimeException failure) { // a faulty listener must not end the media thread
      hub.sinkFailed();
    }
  }

  /// The tone's next frame into `out`, and its end reported.
  final void playTone(short[] out) {
    tone.fill(out);
    if (!tone.playing()) {
      report(new MediaEvent.PlayDone());
    }
  }

  private static void require(boolean offered) {
    if (!offered) {
      throw new IllegalStateException(
          "termination does not keep up: " + QUEUE + " commands waiting");
    }
  }
}
