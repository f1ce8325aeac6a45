package io.patchbay.media.session;

import io.patchbay.media.srtp.SrtpReceiver;
import java.util.concurrent.atomic.AtomicLongArray;

/// Numbers that the media thread writes and others read, without fences on the writing side.
final class RtpCounters {
  static final int PACKETS_SENT = 0;
  static final int OCTETS_SENT = 1;
  static final int PACKETS_RECEIVED = 2;
  static final int OCTETS_RECEIVED = 3;
  static final int LOST = 4;
  static final int JITTER_MICROS = 5;
  static final int MAX_JITTER_MICROS = 6;
  static final int LATE = 7;
  static final int DUPLICATES = 8;
  static final int FOREIGN = 9;
  static final int MALFORMED = 10;
  static final int MAX_GAP_NANOS = 11;
  static final int CONCEALED_MILLIS = 12;
  static final int SEND_FAILURES = 13;

  /// For RTCP: the peer's SSRC, its highest sequence number, expected packets, timestamp and time
  /// of our last packet.
  static final int REMOTE_SSRC = 14;

  static final int HIGHEST = 15;
  static final int EXPECTED = 16;
  static final int SENT_TIMESTAMP = 17;
  static final int SENT_AT = 18;
  static final int JITTER_UNITS = 19;

  /// Written by the control thread.
  static final int ROUND_TRIP_MICROS = 20;

  static final int REMOTE_LOST = 21;

  /// SRTP that was not authentic, or came again.
  static final int FORGED = 22;

  static final int REPLAYED = 23;

  /// The same of SRTCP, written by the control thread.
  static final int CONTROL_FORGED = 24;

  static final int CONTROL_REPLAYED = 25;

  /// Present play-out delay.
  static final int DELAY_MILLIS = 26;

  /// Written by the control thread: MOS as the peer reports it, times 100; 0 = nothing.
  static final int REMOTE_MOS = 27;

  private static final int COUNT = 28;

  private final AtomicLongArray values = new AtomicLongArray(COUNT);

  RtpCounters() {
    set(ROUND_TRIP_MICROS, -1);
    set(REMOTE_LOST, -1);
  }

  long get(int index) {
    return values.getOpaque(index);
  }

  void set(int index, long value) {
    values.setOpaque(index, value);
  }

  void add(int index, long amount) {
    values.setOpaque(index, values.getPlain(index) + amount);
  }

  void max(int index, long value) {
    if (value > values.getPlain(index)) {
      values.setOpaque(index, value);
    }
  }

  /// Counts SRTCP that was refused, on the control thread.
  void rejectedControl(int why) {
    add(why == SrtpReceiver.REPLAYED ? CONTROL_REPLAYED : CONTROL_FORGED, 1);
  }

  /// @param heard what the peer's speech sounds like
  RtpStatistics statistics(CallQuality heard) {
    long roundTrip = get(ROUND_TRIP_MICROS);
    return new RtpStatistics(
        get(PACKETS_SENT),
        get(OCTETS_SENT),
        get(PACKETS_RECEIVED),
        get(OCTETS_RECEIVED),
        get(LOST),
        get(JITTER_MICROS) / 1e3,
        get(MAX_JITTER_MICROS) / 1e3,
        get(LATE),
        get(DUPLICATES),
        get(FOREIGN),
        get(MALFORMED),
        get(MAX_GAP_NANOS) / 1_000_000,
        get(CONCEALED_MILLIS),
        get(SEND_FAILURES),
        roundTrip < 0 ? -1 : roundTrip / 1e3,
        get(REMOTE_LOST),
        get(FORGED) + get(CONTROL_FORGED),
        get(REPLAYED) + get(CONTROL_REPLAYED),
        heard.rating(),
        heard.mos(),
        get(REMOTE_MOS) / 100.0);
  }
}
