package io.patchbay.simulator.pty;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One pseudo-terminal: our master side, and the slave side held open so that others may come and
/// go.
///
/// [#write] on one thread; reading is [PtyPoller]'s.
public final class Pty {
  private static final int WRITE_OCTETS = 8192;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state;
  private final MemorySegment buffer;
  private final String slavePath;
  private final int slave;
  final int master;
  final PtyPoller.Reader reader;
  private boolean closed;

  /// @param reader gets what others write, on the poller's thread
  public Pty(PtyPoller.Reader reader) throws IOException {
    this.reader = reader;
    master = LibC.openMaster();
    slavePath = LibC.slaveName(master);
    slave = LibC.openRawSlave(slavePath);
    state = LibC.state(arena);
    buffer = arena.allocate(WRITE_OCTETS);
  }

  /// `/dev/pts/7`
  public String slavePath() {
    return slavePath;
  }

  /// Writes what the terminal takes now; the rest is lost, as on a serial line nobody reads.
  public synchronized void write(byte[] octets) {
    int from = 0;
    while (!closed && from < octets.length) {
      int length = Math.min(WRITE_OCTETS, octets.length - from);
      MemorySegment.copy(octets, from, buffer, ValueLayout.JAVA_BYTE, 0, length);
      int written = LibC.write(state, master, buffer, length);
      if (written == 0) {
        return;
      }
      from += written;
    }
  }

  /// Hangs up. By the poller only, which must not read while this happens.
  synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.close(master);
      LibC.close(slave);
      arena.close();
    }
  }
}
