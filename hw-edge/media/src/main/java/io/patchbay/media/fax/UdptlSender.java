package io.patchbay.media.fax;

import java.util.Arrays;

/// Packs IFP packets into UDPTL with what restores lost ones. Allocates nothing after construction;
/// used by one thread.
public final class UdptlSender {
  /// What goes along with each packet (T38FaxUdpEC).
  public enum Recovery {
    NONE,
    /// t38UDPRedundancy: the last packets once more.
    REDUNDANCY,
    /// t38UDPFEC: parities over packets that lie apart.
    PARITY
  }

  /// Longest datagram written: one that is not cut into fragments on its way.
  public static final int MAX_DATAGRAM = 1400;

  private static final int HISTORY = 64;
  private static final int MAX_DEPTH = 8;
  private static final int SPAN = 3;

  private final Recovery recovery;
  private final int depth;
  private final int limit;
  private final byte[][] sent = new byte[HISTORY][Udptl.MAX_IFP];
  private final int[] lengths = new int[HISTORY];
  private final byte[] parity = new byte[Udptl.MAX_IFP];
  private long sequence;

  /// Begins with sequence number 0.
  ///
  /// @param depth lost packets in a row that are restored, 1 to 8
  /// @param limit octets of a datagram; what would make it longer is left out, the packet itself is
  ///   not; at most [#MAX_DATAGRAM]
  public UdptlSender(Recovery recovery, int depth, int limit) {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException("UDPTL depth " + depth + " is not 1 to " + MAX_DEPTH);
    }
    this.recovery = recovery;
    this.depth = depth;
    this.limit = Math.min(limit, MAX_DATAGRAM);
  }

  /// Leaves a sequence number out: the packet was lost before it came here.
  public void skip() {
    lengths[(int) (sequence++ % HISTORY)] = 0;
  }

  /// Writes the datagram of the next IFP packet.
  ///
  /// @return octets written
  /// @throws IllegalArgumentException when the packet is empty or too long
  public int write(byte[] ifp, int length, byte[] out) {
    if (length < 1 || length > Udptl.MAX_IFP) {
      throw new IllegalArgumentException("IFP packet of " + length + " octets");
    }
    int slot = (int) (sequence % HISTORY);
    System.arraycopy(ifp, 0, sent[slot], 0, length);
    lengths[slot] = length;
    out[0] = (byte) (sequence >> 8);
    out[1] = (byte) sequence;
    int at = Udptl.putOpen(out, 2, ifp, length);
    at =
        switch (recovery) {
          case NONE -> redundancy(out, at, 0);
          case REDUNDANCY -> redundancy(out, at, fitting(at));
          case PARITY -> parity(at) ? parities(out, at) : redundancy(out, at, 0);
        };
    sequence++;
    return at;
  }

  /// How many of the last packets fit.
  private int fitting(int start) {
    int length = start + 2;
    int count = 0;
    while (count < depth && count < sequence) {
      length += 2 + lengths[(int) ((sequence - count - 1) % HISTORY)];
      if (length > limit) {
        break;
      }
      count++;
    }
    return count;
  }

  /// Whether there are packets for all parities, and they fit.
  private boolean parity(int start) {
    if (sequence < (long) SPAN * depth) {
      return false;
    }
    int longest = 0;
    for (int back = 1; back <= SPAN * depth; back++) {
      int length = lengths[(int) ((sequence - back) % HISTORY)];
      if (length == 0) {
        return false; // one over a lost packet restores nothing
      }
      longest = Math.max(longest, length);
    }
    return start + 4 + depth * (2 + longest) <= limit;
  }

  private int redundancy(byte[] out, int start, int count) {
    out[start] = Udptl.REDUNDANCY;
    int at = Udptl.putLength(out, start + 1, count);
    for (int back = 1; back <= count; back++) {
      int slot = (int) ((sequence - back) % HISTORY);
      at = Udptl.putOpen(out, at, sent[slot], lengths[slot]);
    }
    return at;
  }

  private int parities(byte[] out, int start) {
    out[start] = (byte) Udptl.PARITY;
    out[start + 1] = 1;
    out[start + 2] = SPAN;
    int at = Udptl.putLength(out, start + 3, depth);
    for (int m = 0; m < depth; m++) {
      int longest = 0;
      Arrays.fill(parity, (byte) 0);
      for (int k = 1; k <= SPAN; k++) {
        int slot = (int) ((sequence + m - (long) k * depth) % HISTORY);
        for (int i = 0; i < lengths[slot]; i++) {
          parity[i] ^= sent[slot][i];
        }
        longest = Math.max(longest, lengths[slot]);
      }
      at = Udptl.putOpen(out, at, parity, longest);
    }
    return at;
  }
}
