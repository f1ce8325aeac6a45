package io.patchbay.simulator.pty;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few calls of the C library that a pseudo-terminal takes (POSIX.1-2017; Linux on x86-64 and
/// AArch64).
final class LibC {
  static final int O_RDWR = 0x2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final short POLLIN = 0x1;
  static final int EAGAIN = 11;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final int NAME_OCTETS = 128;
  private static final int TERMIOS_OCTETS = 256;

  private static final MethodHandle OPENPT = handle("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = handle("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = handle("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME =
      handle("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPEN =
      call(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle TCGETATTR = handle("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TCSETATTR =
      handle("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CFMAKERAW =
      call("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle READ = handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      handle("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle POLL = handle("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private LibC() {}

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return call(
        name, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
  }

  @SuppressWarnings("restricted") // the signatures above are those of the manual pages
  private static MethodHandle call(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, options);
  }

  /// Memory for the error number of one thread's calls.
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /// A new pseudo-terminal's master side, non-blocking.
  static int openMaster() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = state(arena);
      int fd = (int) OPENPT.invokeExact(state, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
      check("posix_openpt", fd, state);
      check("grantpt", (int) GRANTPT.invokeExact(state, fd), state);
      check("unlockpt", (int) UNLOCKPT.invokeExact(state, fd), state);
      return fd;
    } catch (Throwable e) {
      throw wrapped("posix_openpt", e);
    }
  }

  /// The path of the slave side.
  static String slaveName(int master) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = state(arena);
      MemorySegment name = arena.allocate(NAME_OCTETS);
      int result = (int) PTSNAME.invokeExact(state, master, name, (long) NAME_OCTETS);
      check("ptsname_r", result == 0 ? 0 : -1, state);
      return name.getString(0);
    } catch (Throwable e) {
      throw wrapped("ptsname_r", e);
    }
  }

  /// Opens the slave side and makes it raw.
  static int openRawSlave(String path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = state(arena);
      int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
      int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags);
      check("open " + path, fd, state);
      MemorySegment termios = arena.allocate(TERMIOS_OCTETS);
      check("tcgetattr", (int) TCGETATTR.invokeExact(state, fd, termios), state);
      CFMAKERAW.invokeExact(termios);
      check("tcsetattr", (int) TCSETATTR.invokeExact(state, fd, 0, termios), state);
      return fd;
    } catch (Throwable e) {
      throw wrapped("open " + path, e);
    }
  }

  static void close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(state(arena), fd);
    } catch (Throwable e) {
      throw new IllegalStateException("close " + fd, e);
    }
  }

  /// Octets read; 0 when there are none now, −1 when the terminal is gone.
  static int read(MemorySegment state, int fd, MemorySegment buffer) {
    try {
      long count = (long) READ.invokeExact(state, fd, buffer, buffer.byteSize());
      return count < 0 && errno(state) == EAGAIN ? 0 : (int) count;
    } catch (Throwable e) {
      throw new IllegalStateException("read " + fd, e);
    }
  }

  /// Octets written, 0 when the terminal takes none now.
  static int write(MemorySegment state, int fd, MemorySegment buffer, long length) {
    try {
      return (int) Math.max(0, (long) WRITE.invokeExact(state, fd, buffer, length));
    } catch (Throwable e) {
      throw new IllegalStateException("write " + fd, e);
    }
  }

  /// How many of the pollfd structures have something.
  static int poll(MemorySegment state, MemorySegment pollfds, long count, int timeoutMillis) {
    try {
      return (int) POLL.invokeExact(state, pollfds, count, timeoutMillis);
    } catch (Throwable e) {
      throw new IllegalStateException("poll", e);
    }
  }

  private static void check(String call, int result, MemorySegment state) throws IOException {
    if (result < 0) {
      throw new IOException(call + ": errno " + errno(state));
    }
  }

  private static IOException wrapped(String call, Throwable e) {
    return e instanceof IOException io ? io : new IOException(call, e);
  }
}
