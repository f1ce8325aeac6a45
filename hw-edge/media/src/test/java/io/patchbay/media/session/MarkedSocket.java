package io.patchbay.media.session;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A UDP socket that tells how the packets it receives are marked, which Java's do not
/// (`recvmsg(2)`, `ip(7)`, `ipv6(7)`; numbers and layouts of Linux with 64 bits).
final class MarkedSocket implements AutoCloseable {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int IPPROTO_IP = 0;
  private static final int IP_RECVTOS = 13;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_RECVTCLASS = 66;
  private static final int SOCKADDR = 28;
  private static final int CONTROL = 64;
  private static final int CONTROL_DATA = 16;

  private final Arena arena = Arena.ofConfined();
  private final InetAddress here;
  private final int file;
  private final MemorySegment octets = arena.allocate(1500);
  private final MemorySegment control = arena.allocate(CONTROL, 8);

  /// @param port 0: any
  MarkedSocket(InetAddress here, int port) {
    this.here = here;
    boolean six = here instanceof Inet6Address;
    file = call("socket", six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
    var on = arena.allocateFrom(JAVA_INT, 1);
    var _ =
        six
            ? call("setsockopt", file, IPPROTO_IPV6, IPV6_RECVTCLASS, on, 4)
            : call("setsockopt", file, IPPROTO_IP, IP_RECVTOS, on, 4);
    var twoSeconds = arena.allocateFrom(JAVA_LONG, 2, 0);
    var _ = call("setsockopt", file, SOL_SOCKET, SO_RCVTIMEO, twoSeconds, 16);
    var address = arena.allocate(SOCKADDR, 4);
    address.set(JAVA_SHORT_UNALIGNED, 0, (short) (six ? AF_INET6 : AF_INET));
    address.set(JAVA_BYTE, 2, (byte) (port >> 8));
    address.set(JAVA_BYTE, 3, (byte) port);
    MemorySegment.copy(
        here.getAddress(), 0, address, JAVA_BYTE, six ? 8 : 4, here.getAddress().length);
    var _ = call("bind", file, address, six ? SOCKADDR : 16);
  }

  InetSocketAddress address() {
    var address = arena.allocate(SOCKADDR, 4);
    var _ = call("getsockname", file, address, arena.allocateFrom(JAVA_INT, SOCKADDR));
    return new InetSocketAddress(
        here, ((address.get(JAVA_BYTE, 2) & 0xff) << 8) | (address.get(JAVA_BYTE, 3) & 0xff));
  }

  /// The code point of the next packet that comes within two seconds.
  int receive() {
    var parts = arena.allocate(16, 8);
    parts.set(ADDRESS, 0, octets);
    parts.set(JAVA_LONG, 8, octets.byteSize());
    var message = arena.allocate(56, 8);
    message.set(ADDRESS, 16, parts);
    message.set(JAVA_LONG, 24, 1);
    message.set(ADDRESS, 32, control);
    message.set(JAVA_LONG, 40, CONTROL);
    var _ = call("recvmsg", file, message, 0);
    if (message.get(JAVA_LONG, 40) <= CONTROL_DATA) {
      throw new AssertionError("the system does not tell the marking");
    }
    return (control.get(JAVA_BYTE, CONTROL_DATA) & 0xff) >> 2;
  }

  /// Numbers are `int`, segments are pointers; all of these functions answer a number.
  @SuppressWarnings("restricted") // no way without
  private static int call(String function, Object... arguments) {
    var linker = Linker.nativeLinker();
    var types = new MemoryLayout[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
    }
    MethodHandle handle =
        linker.downcallHandle(
            linker.defaultLookup().find(function).orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, types));
    int answer;
    try {
      answer = (int) handle.invokeWithArguments(arguments);
    } catch (Throwable thrown) {
      throw new AssertionError(function, thrown);
    }
    if (answer < 0) {
      throw new AssertionError(function + ": " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    var _ = call("close", file);
    arena.close();
  }
}
