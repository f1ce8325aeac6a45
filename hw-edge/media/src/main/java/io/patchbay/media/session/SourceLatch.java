package io.patchbay.media.session;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Decides whose RTP is heard and where ours goes (RFC 4961, and against RTP from strangers).
///
/// The source is learnt from the described IP address at once; when symmetric, also from elsewhere
/// after three packets in sequence. Then it is locked until [#describe] or silence.
final class SourceLatch {
  private static final int PROBATION = 3;

  private final long relatchNanos;
  private @Nullable InetSocketAddress said;
  private @Nullable InetSocketAddress described;
  private @Nullable InetSocketAddress source;
  private @Nullable InetSocketAddress candidate;
  private @Nullable InetSocketAddress target;
  private int candidateNext;
  private int candidateCount;
  private long heardAt;
  private boolean symmetric;
  private boolean nominated;

  SourceLatch(long relatchNanos) {
    this.relatchNanos = relatchNanos;
  }

  /// Sets the peer as described; another address unlocks the source.
  void describe(InetSocketAddress remote, boolean latching) {
    if (nominated && remote.equals(said)) {
      return; // the path that ICE has found stays
    }
    nominated = false;
    said = remote;
    if (!remote.equals(described) || latching != symmetric) {
      source = null;
      candidate = null;
      target = remote;
    }
    described = remote;
    symmetric = latching;
  }

  /// The peer has proved by ICE that this is its path: heard and sent to from now on.
  void nominate(InetSocketAddress path) {
    if (!path.equals(described)) {
      source = null;
      candidate = null;
    }
    described = path;
    target = path;
    nominated = true;
  }

  /// Where to send, null before it is described.
  @Nullable InetSocketAddress target() {
    return target;
  }

  /// Whether a well-formed packet is the peer's.
  boolean accept(InetSocketAddress from, int sequence, long now) {
    var expected = described;
    if (expected == null) {
      return false;
    }
    if (source != null && now - heardAt > relatchNanos) {
      source = null;
      candidate = null;
    }
    if (source == null
        && (from.getAddress().equals(expected.getAddress())
            || (symmetric && proven(from, sequence)))) {
      source = from;
      target = symmetric ? from : expected;
    }
    if (!from.equals(source)) {
      return false;
    }
    heardAt = now;
    return true;
  }

  private boolean proven(InetSocketAddress from, int sequence) {
    boolean goesOn = from.equals(candidate) && sequence == candidateNext;
    candidateCount = goesOn ? candidateCount + 1 : 1;
    candidate = from;
    candidateNext = sequence + 1 & 0xffff;
    return candidateCount >= PROBATION;
  }
}
