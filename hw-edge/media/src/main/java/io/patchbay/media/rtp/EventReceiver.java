package io.patchbay.media.rtp;

/// Puts telephone events together from their packets (RFC 4733 §2.5.2): repeated, lost or reordered
/// packets give one event; one that is not updated for 160 ms has ended.
///
/// Feed packets with [#packet] and time with [#tick]; after each read [#started] and [#ended].
public final class EventReceiver {
  private static final int LOST_SAMPLES = 8 * 160;

  /// An event is held at least this long, so that what is made of it can be heard.
  private static final int HOLD_SAMPLES = 8 * 60;

  private static final int SAMPLES_PER_MILLI = 8;

  private int event = -1;
  private int timestamp;
  private boolean known;
  private int duration;
  private int segments;
  private boolean finished;
  private long beganAt;
  private long updatedAt;
  private int started = -1;
  private int ended = -1;
  private int endedMillis;

  /// Takes one packet.
  ///
  /// @param at offset of the payload of at least four octets
  /// @param packetTimestamp RTP timestamp: when the event began
  /// @param now local clock in samples
  public void packet(byte[] packet, int at, int packetTimestamp, long now) {
    clear();
    int code = TelephoneEvent.event(packet, at);
    boolean end = TelephoneEvent.end(packet, at);
    int length = TelephoneEvent.duration(packet, at);
    if (known && packetTimestamp - timestamp < 0) {
      return;
    }
    if (!known || packetTimestamp != timestamp) {
      if (finished || event != code || packetTimestamp != timestamp + duration) {
        finish();
        begin(code, now);
      } else {
        segments += duration;
      }
      known = true;
      timestamp = packetTimestamp;
      duration = 0;
    } else if (finished) {
      return;
    }
    duration = Math.max(duration, length);
    updatedAt = now;
    finished = end;
    if (end && now - beganAt >= HOLD_SAMPLES) {
      finish();
    }
  }

  /// Lets time pass.
  public void tick(long now) {
    clear();
    boolean held = finished && now - beganAt >= HOLD_SAMPLES;
    if (event >= 0 && (held || now - updatedAt >= LOST_SAMPLES)) {
      finished = true;
      finish();
    }
  }

  /// The event lasting now, −1 = none.
  public int current() {
    return event;
  }

  /// The event that began with the last call, −1 = none.
  public int started() {
    return started;
  }

  /// The event that ended with the last call, −1 = none.
  public int ended() {
    return ended;
  }

  /// Its length as the peer gave it.
  public int endedMillis() {
    return endedMillis;
  }

  private void clear() {
    started = -1;
    ended = -1;
  }

  private void begin(int code, long now) {
    event = code;
    started = code;
    segments = 0;
    beganAt = now;
  }

  private void finish() {
    if (event >= 0) {
      ended = event;
      endedMillis = (segments + duration) / SAMPLES_PER_MILLI;
    }
    event = -1;
  }
}
