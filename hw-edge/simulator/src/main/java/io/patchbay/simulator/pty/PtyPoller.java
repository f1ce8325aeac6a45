package io.patchbay.simulator.pty;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.patchbay.media.clock.ThreadTuning;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Reads all pseudo-terminals on one thread, `sim-pty`, by poll(2). Closes them too.
public final class PtyPoller implements AutoCloseable {
  /// Takes what was read; on the poller's thread.
  public interface Reader {
    /// Takes some octets.
    ///
    /// @param octets only the first `length`; must not be kept
    void read(byte[] octets, int length);
  }

  /// struct pollfd: int fd; short events; short revents.
  private static final int POLLFD_OCTETS = 8;

  private static final int BUFFER_OCTETS = 4096;
  private static final int TIMEOUT_MILLIS = 20;

  private final ConcurrentLinkedQueue<Runnable> changes = new ConcurrentLinkedQueue<>();
  private final List<Pty> ptys = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  public PtyPoller() {
    thread = Thread.ofPlatform().name("sim-pty").daemon(true).start(this::loop);
  }

  /// Reads this one too, from 20 ms later at the latest.
  public void add(Pty pty) {
    changes.add(() -> ptys.add(pty));
  }

  /// Hangs this one up, within 20 ms.
  public void remove(Pty pty) {
    changes.add(() -> {
      ptys.remove(pty);
      pty.close();
    });
  }

  private void loop() {
    ThreadTuning.forMedia();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = LibC.state(arena);
      MemorySegment buffer = arena.allocate(BUFFER_OCTETS);
      byte[] octets = new byte[BUFFER_OCTETS];
      while (!closed) {
        applyChanges();
        try (Arena round = Arena.ofConfined()) {
          pollOnce(round, state, buffer, octets);
        }
      }
    }
    applyChanges();
    ptys.forEach(Pty::close);
    ptys.clear();
  }

  private void applyChanges() {
    Runnable change = changes.poll();
    while (change != null) {
      change.run();
      change = changes.poll();
    }
  }

  private void pollOnce(Arena round, MemorySegment state, MemorySegment buffer, byte[] octets) {
    MemorySegment fds = round.allocate((long) POLLFD_OCTETS * Math.max(1, ptys.size()), 4);
    for (int i = 0; i < ptys.size(); i++) {
      long at = (long) i * POLLFD_OCTETS;
      fds.set(JAVA_INT, at, ptys.get(i).master);
      fds.set(JAVA_SHORT, at + 4, LibC.POLLIN);
    }
    if (LibC.poll(state, fds, ptys.size(), TIMEOUT_MILLIS) <= 0) {
      return;
    }
    for (int i = 0; i < ptys.size(); i++) {
      if ((fds.get(JAVA_SHORT, (long) i * POLLFD_OCTETS + 6) & LibC.POLLIN) != 0) {
        int length = LibC.read(state, ptys.get(i).master, buffer);
        if (length > 0) {
          MemorySegment.copy(buffer, JAVA_BYTE, 0, octets, 0, length);
          ptys.get(i).reader.read(octets, length);
        }
      }
    }
  }

  /// Hangs up all of them and ends the thread.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
