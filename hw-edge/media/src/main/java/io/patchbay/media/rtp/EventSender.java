package io.patchbay.media.rtp;

/// The packets of one telephone event after the other (RFC 4733 §2.5.1): an update per frame with
/// the timestamp of its beginning, the end three times, long events in segments.
///
/// Each frame: [#frame], and if it says so, send a packet with [#timestamp], [#marker], [#write].
public final class EventSender {
  private static final int VOLUME = 7;
  private static final int END_PACKETS = 3;

  private int event = -1;
  private int timestamp;
  private int duration;
  private boolean marker;
  private boolean first;
  private boolean ending;
  private int endsLeft;

  /// Whether an event lasts, so that no audio is to be sent.
  public boolean active() {
    return event >= 0 && !ending;
  }

  /// Begins an event with the next frame; one that lasts or is being ended is forgotten.
  public void start(int code) {
    event = code;
    first = true;
    duration = 0;
    ending = false;
  }

  /// Ends the event with the next frame.
  public void stop() {
    if (event >= 0 && !ending) {
      ending = true;
      endsLeft = END_PACKETS;
    }
  }

  /// Goes on by one frame.
  ///
  /// @param now RTP timestamp of the frame
  /// @param samples length of the frame
  /// @return whether a packet is due
  public boolean frame(int now, int samples) {
    if (event < 0) {
      return false;
    }
    marker = first;
    if (first || (!ending && duration + samples > TelephoneEvent.MAX_DURATION)) {
      timestamp = now;
      duration = 0;
      first = false;
    }
    if (!ending) {
      duration += samples;
      return true;
    }
    endsLeft--;
    return endsLeft >= 0 || forget();
  }

  /// The timestamp of the packet that is due.
  public int timestamp() {
    return timestamp;
  }

  /// Its marker bit: set on the first packet of an event.
  public boolean marker() {
    return marker;
  }

  /// Writes its payload.
  ///
  /// @return octets written
  public int write(byte[] packet, int offset) {
    TelephoneEvent.write(packet, offset, event, ending, VOLUME, duration);
    return TelephoneEvent.LENGTH;
  }

  private boolean forget() {
    event = -1;
    ending = false;
    return false;
  }
}
