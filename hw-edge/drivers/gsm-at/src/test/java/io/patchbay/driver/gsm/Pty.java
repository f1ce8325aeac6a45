package io.patchbay.driver.gsm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/// The master side of a pseudo-terminal; a serial library opens its slave by path.
@SuppressWarnings("restricted") // calls the C library, in tests only
final class Pty implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final short POLLIN = 1;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN = function("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANT = function("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCK = function("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle NAME =
      function("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private final int master;
  private final String slave;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Pty(int master, String slave) {
    this.master = master;
    this.slave = slave;
  }

  private static MethodHandle function(
      String name, java.lang.foreign.MemoryLayout result, java.lang.foreign.MemoryLayout... args) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, args));
  }

  static Pty open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int fd = (int) OPEN.invokeExact(O_RDWR | O_NOCTTY);
      MemorySegment name = arena.allocate(128);
      if (fd < 0
          || (int) GRANT.invokeExact(fd) != 0
          || (int) UNLOCK.invokeExact(fd) != 0
          || (int) NAME.invokeExact(fd, name, 128L) != 0) {
        throw new IOException("no pseudo-terminal");
      }
      return new Pty(fd, name.getString(0));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /// The path that the other side opens.
  String slave() {
    return slave;
  }

  /// Reads what is there.
  ///
  /// @return octets read, 0 when none came within 20 ms, -1 when nobody has the other side open
  int read(byte[] octets) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(8, 4);
      poll.set(JAVA_INT, 0, master);
      poll.set(JAVA_SHORT, 4, POLLIN);
      int ready = closed.get() ? -1 : (int) POLL.invokeExact(poll, 1L, 20);
      if (ready <= 0) {
        return ready;
      }
      MemorySegment buffer = arena.allocate(octets.length);
      long n = (long) READ.invokeExact(master, buffer, (long) octets.length);
      MemorySegment.copy(buffer, JAVA_BYTE, 0, octets, 0, (int) Math.max(0, n));
      return (int) n;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void write(byte[] octets) {
    try (Arena arena = Arena.ofConfined()) {
      if (!closed.get()) {
        MemorySegment buffer = arena.allocateFrom(JAVA_BYTE, octets);
        long n = (long) WRITE.invokeExact(master, buffer, (long) octets.length);
        if (n != octets.length) {
          throw new IOException("wrote " + n + " of " + octets.length);
        }
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        int _ = (int) CLOSE.invokeExact(master);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
