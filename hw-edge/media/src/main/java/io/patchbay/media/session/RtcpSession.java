package io.patchbay.media.session;

import io.patchbay.media.rtcp.RtcpReader;
import io.patchbay.media.rtcp.RtcpWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// RTCP of one RTP termination: reports out, the peer's reports in (RFC 3550 §6). Control thread
/// only.
final class RtcpSession {
  /// What the control thread's sessions share.
  static final class Scratch {
    final ByteBuffer buffer = ByteBuffer.allocateDirect(1500);
    final byte[] packet = new byte[1500];
    final RtcpReader reader = new RtcpReader();
  }

  final RtpEnd end;
  long nextReport;

  private final String cname;
  private int lastSr;
  private long lastSrAt;
  private long expectedBefore;
  private long lostBefore;
  private long sentBefore;

  RtcpSession(RtpEnd end, long nextReport) {
    this.end = end;
    this.nextReport = nextReport;
    this.cname =
        Integer.toHexString(end.ssrc()) + "@" + end.localAddress().getAddress().getHostAddress();
  }

  /// Writes a compound packet.
  ///
  /// @return its length
  int write(byte[] out, boolean bye, long now) {
    var counters = end.counters();
    long sent = counters.get(RtpCounters.PACKETS_SENT);
    int offset = 0;
    if (sent > sentBefore) {
      long at = counters.get(RtpCounters.SENT_AT);
      int timestamp = (int) (counters.get(RtpCounters.SENT_TIMESTAMP) + (now - at) / 125_000);
      var report =
          new RtcpWriter.Sent(ntp(now), timestamp, sent, counters.get(RtpCounters.OCTETS_SENT));
      offset = RtcpWriter.senderReport(out, 0, end.ssrc(), report);
    } else {
      offset = RtcpWriter.receiverReport(out, 0, end.ssrc());
    }
    sentBefore = sent;
    if (counters.get(RtpCounters.PACKETS_RECEIVED) > 0) {
      offset = RtcpWriter.block(out, 0, offset, block(counters, now));
    }
    offset = RtcpWriter.description(out, offset, end.ssrc(), cname);
    var metrics = end.voiceMetrics();
    if (metrics != null) {
      offset = metrics.write(out, offset, end.ssrc());
    }
    return bye ? RtcpWriter.bye(out, offset, end.ssrc()) : offset;
  }

  /// Takes a packet of the peer; others are passed over.
  void read(Scratch scratch, int length, InetSocketAddress from, long now) {
    var peer = end.target();
    var reader = scratch.reader;
    if (peer == null
        || !peer.getAddress().equals(from.getAddress())
        || !reader.read(scratch.packet, length, end.ssrc())) {
      return;
    }
    if (reader.senderReport()) {
      lastSr = reader.middleNtp();
      lastSrAt = now;
    }
    if (reader.mos() > 0) {
      end.counters().set(RtpCounters.REMOTE_MOS, Math.round(100 * reader.mos()));
    }
    if (reader.block()) {
      end.counters().set(RtpCounters.REMOTE_LOST, reader.lost());
      if (reader.lsr() != 0) {
        int roundTrip = (int) (ntp(now) >>> 16) - reader.lsr() - reader.dlsr();
        long micros = (roundTrip * 1_000_000L) >> 16;
        if (micros >= 0 && micros < 10_000_000) {
          end.counters().set(RtpCounters.ROUND_TRIP_MICROS, micros);
        }
      }
    }
  }

  /// Where reports go, null when nowhere.
  @Nullable InetSocketAddress target() {
    var peer = end.target();
    if (peer != null && end.rtcp() && end.rtcpMux()) {
      return peer;
    }
    return peer == null || !end.rtcp() || peer.getPort() == 65535
        ? null
        : new InetSocketAddress(peer.getAddress(), peer.getPort() + 1);
  }

  private RtcpWriter.Block block(RtpCounters counters, long now) {
    long expected = counters.get(RtpCounters.EXPECTED);
    long lost = counters.get(RtpCounters.LOST);
    long expectedNow = expected - expectedBefore;
    long lostNow = Math.max(0, lost - lostBefore);
    int fraction = expectedNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
    expectedBefore = expected;
    lostBefore = lost;
    int delay = lastSr == 0 ? 0 : (int) ((now - lastSrAt) / 1000 * 65536 / 1_000_000);
    return new RtcpWriter.Block(
        (int) counters.get(RtpCounters.REMOTE_SSRC),
        fraction,
        lost,
        counters.get(RtpCounters.HIGHEST),
        counters.get(RtpCounters.JITTER_UNITS),
        lastSr,
        delay);
  }

  /// Monotonic time as NTP timestamp; its origin is free (RFC 3550 §4).
  private static long ntp(long nanos) {
    long seconds = Math.floorDiv(nanos, 1_000_000_000L);
    long rest = Math.floorMod(nanos, 1_000_000_000L);
    return (seconds << 32) | ((rest << 32) / 1_000_000_000L);
  }
}
