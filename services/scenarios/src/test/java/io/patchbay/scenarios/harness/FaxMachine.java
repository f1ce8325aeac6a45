package io.patchbay.scenarios.harness;

import io.patchbay.media.fax.T30;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A fax machine at a simulated telephone: it hears and speaks by the simulator's `socket:`.
///
/// A thread of its own; what it says keeps time with what it hears.
public final class FaxMachine implements AutoCloseable {
  private static final int SAMPLES = 160;

  private final Path socket;
  private final ServerSocketChannel server;
  private final T30.Machine machine;

  private FaxMachine(Path socket, ServerSocketChannel server, T30.Machine machine) {
    this.socket = socket;
    this.server = server;
    this.machine = machine;
    Thread.ofPlatform().daemon().name("fax-machine").start(this::run);
  }

  /// One that has dialled, with a page to send.
  public static FaxMachine sends(Path page) throws IOException {
    return open(new T30.Machine(true, true, page, true));
  }

  /// One that answers.
  ///
  /// @param page where it puts what it gets
  public static FaxMachine receives(Path page) throws IOException {
    return open(new T30.Machine(false, false, page, true));
  }

  private static FaxMachine open(T30.Machine machine) throws IOException {
    Path socket = Files.createTempDirectory("fax").resolve("machine");
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return new FaxMachine(socket, server, machine);
  }

  /// What the telephone says for it to be heard.
  public String say() {
    return "socket:" + socket;
  }

  /// It has had its say, and the far end, too.
  public boolean over() {
    return machine.over();
  }

  /// Of T.30: 0 is good.
  public int result() {
    return machine.result();
  }

  private void run() {
    var octets = ByteBuffer.allocate(2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
    short[] frame = new short[SAMPLES];
    try (SocketChannel telephone = server.accept()) {
      while (true) {
        octets.clear();
        while (octets.hasRemaining()) {
          if (telephone.read(octets) < 0) {
            return;
          }
        }
        octets.flip().asShortBuffer().get(frame);
        machine.hear(frame);
        machine.say(frame);
        octets.clear();
        octets.asShortBuffer().put(frame);
        while (octets.hasRemaining()) {
          int _ = telephone.write(octets);
        }
      }
    } catch (IOException e) {
      // the handset is down
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(socket.getParent());
  }
}
