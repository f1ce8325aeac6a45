package io.patchbay.media.fax;

import java.util.Arrays;

/// Takes UDPTL datagrams apart and gives the IFP packets in order, each once: repeated, late and
/// lost ones are put right as far as the peer's redundancy or parity allows.
///
/// Allocates nothing after construction; used by one thread.
public final class UdptlReceiver {
  /// Gets the IFP packets.
  public interface Sink {
    /// Takes the next one.
    ///
    /// @param ifp octets, valid during the call only
    /// @param sequence 16 bits; a gap means that the packets between are lost
    void ifp(byte[] ifp, int length, int sequence);
  }

  private static final int HISTORY = 64;
  private static final int MAX_ENTRIES = 16;
  private static final int MAX_SPAN = 16;

  private final Sink sink;
  private final int patience;
  private final byte[][] packets = new byte[HISTORY][Udptl.MAX_IFP];
  private final int[] lengths = new int[HISTORY];
  private final long[] held = new long[HISTORY];
  private final int[] starts = new int[MAX_ENTRIES];
  private final int[] sizes = new int[MAX_ENTRIES];
  private final byte[] parity = new byte[Udptl.MAX_IFP];
  private int entries;
  private int kind;
  private int span;
  private boolean begun;
  private long next;
  private long highest;
  private long malformed;
  private long lost;
  private long delivered;

  /// Waits for missing packets.
  ///
  /// @param patience packets that a missing one is waited for, 0 to 32
  public UdptlReceiver(Sink sink, int patience) {
    if (patience < 0 || patience > HISTORY / 2) {
      throw new IllegalArgumentException("patience of " + patience + " packets is not 0 to 32");
    }
    this.sink = sink;
    this.patience = patience;
    Arrays.fill(held, -1);
  }

  /// Takes a datagram; one that is none of UDPTL is counted and left.
  public void datagram(byte[] in, int length) {
    int primary = 2 + (length < 3 ? 0 : Udptl.lengthOctets(in, 2, length));
    if (primary == 2) {
      malformed++;
      return;
    }
    int size = Udptl.length(in, 2);
    if (size < 1
        || size > Udptl.MAX_IFP
        || primary + size > length
        || !recovery(in, primary + size, length)) {
      malformed++;
      return;
    }
    long sequence = extended(((in[0] & 0xff) << 8) | (in[1] & 0xff));
    if (sequence - next >= HISTORY - MAX_ENTRIES || next - sequence >= HISTORY / 2) {
      begin(sequence); // the peer has begun anew
    }
    if (kind == Udptl.REDUNDANCY) {
      if (delivered == 0 && sequence - entries < next) {
        next = sequence - entries; // the first ones were lost
      }
      for (int i = entries - 1; i >= 0; i--) {
        keep(sequence - 1 - i, in, starts[i], sizes[i]);
      }
    }
    keep(sequence, in, primary, size);
    if (kind == Udptl.PARITY) {
      for (int m = 0; m < entries; m++) {
        restore(sequence + m, in, starts[m], sizes[m]);
      }
    }
    deliver(patience);
  }

  /// Whether a packet of that sequence number could be the next one, or nothing has come yet.
  public boolean near(int sequence) {
    return !begun ? sequence < HISTORY : Math.abs((short) (sequence - (int) next)) < HISTORY;
  }

  /// Gives what is held back for the sake of missing packets.
  public void flush() {
    deliver(0);
  }

  /// Datagrams that were none.
  public long malformed() {
    return malformed;
  }

  /// IFP packets that were not to be had.
  public long lost() {
    return lost;
  }

  private long extended(int sequence) {
    if (!begun) {
      begin(sequence + 0x10000L);
    }
    return next + (short) (sequence - (int) next);
  }

  private void begin(long sequence) {
    begun = true;
    next = sequence;
    highest = sequence - 1;
    Arrays.fill(held, -1);
  }

  /// Reads where the secondary packets or parities are.
  private boolean recovery(byte[] in, int start, int end) {
    entries = 0;
    kind = Udptl.REDUNDANCY;
    if (start >= end) {
      return true; // some leave it out
    }
    kind = in[start] & 0x80;
    int at = start + 1;
    if (kind == Udptl.PARITY) {
      if (at + 1 >= end || in[at] != 1) {
        return false;
      }
      span = in[at + 1] & 0xff;
      at += 2;
    }
    int octets = Udptl.lengthOctets(in, at, end);
    int count = octets == 0 ? -1 : Udptl.length(in, at);
    if (count < 0 || count > MAX_ENTRIES || (kind == Udptl.PARITY && span > MAX_SPAN)) {
      return false;
    }
    at += octets;
    for (int i = 0; i < count; i++) {
      octets = Udptl.lengthOctets(in, at, end);
      if (octets == 0) {
        return false;
      }
      sizes[i] = Udptl.length(in, at);
      starts[i] = at + octets;
      at = starts[i] + sizes[i];
      if (at > end || sizes[i] > Udptl.MAX_IFP) {
        return false;
      }
    }
    entries = count;
    return true;
  }

  private boolean has(long sequence) {
    return held[(int) (sequence % HISTORY)] == sequence;
  }

  private void keep(long sequence, byte[] from, int start, int size) {
    if (size == 0 || has(sequence) || sequence <= highest - HISTORY) {
      return;
    }
    int slot = (int) (sequence % HISTORY);
    System.arraycopy(from, start, packets[slot], 0, size);
    lengths[slot] = size;
    held[slot] = sequence;
    highest = Math.max(highest, sequence);
  }

  /// A parity over `span` packets, `entries` apart, restores one of them when all others are there.
  ///
  /// @param beyond the packet that would be the next of them
  private void restore(long beyond, byte[] in, int start, int size) {
    long missing = -1;
    for (int k = 1; k <= span; k++) {
      long sequence = beyond - (long) k * entries;
      if (!has(sequence)) {
        if (missing >= 0 || sequence <= highest - HISTORY) {
          return;
        }
        missing = sequence;
      }
    }
    if (missing < 0) {
      return;
    }
    Arrays.fill(parity, (byte) 0);
    System.arraycopy(in, start, parity, 0, size);
    for (int k = 1; k <= span; k++) {
      long sequence = beyond - (long) k * entries;
      if (sequence != missing) {
        int slot = (int) (sequence % HISTORY);
        for (int i = 0; i < lengths[slot]; i++) {
          parity[i] ^= packets[slot][i];
        }
      }
    }
    keep(missing, parity, 0, size);
  }

  private void deliver(int wait) {
    while (next <= highest) {
      if (has(next)) {
        int slot = (int) (next % HISTORY);
        delivered++;
        sink.ifp(packets[slot], lengths[slot], (int) next & 0xffff);
      } else if (highest - next >= wait) {
        lost++;
      } else {
        return;
      }
      next++;
    }
  }
}
