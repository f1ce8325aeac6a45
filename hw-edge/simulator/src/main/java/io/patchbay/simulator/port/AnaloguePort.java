package io.patchbay.simulator.port;

import io.patchbay.simulator.analogue.AnalogueDevice;
import io.patchbay.simulator.analogue.PortSignal;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket of one analogue port. One driver at a time; another one is hung up on.
final class AnaloguePort implements Consumer<PortSignal> {
  private static final Logger LOG = LoggerFactory.getLogger(AnaloguePort.class);
  private static final int MOST_WAITING = 50;

  /// A path of a Unix domain socket has at most 107 octets on Linux.
  private static final int LONGEST_PATH = 107;

  private final Path path;
  private final Executor world;
  private @Nullable AnalogueDevice device;
  private @Nullable ServerSocketChannel server;
  private volatile @Nullable Connection connection;

  AnaloguePort(Path path, Executor world) {
    this.path = path;
    this.world = world;
  }

  Path path() {
    return path;
  }

  /// Listens for a driver of `served`.
  void serve(AnalogueDevice served) throws IOException {
    if (path.toString().length() > LONGEST_PATH) {
      throw new IOException("socket path longer than " + LONGEST_PATH + ": " + path);
    }
    device = served;
    Files.deleteIfExists(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(path));
    server = channel;
    Thread.ofVirtual().name("sim-port-" + served.name()).start(() -> accept(channel, served));
  }

  private void accept(ServerSocketChannel channel, AnalogueDevice served) {
    while (channel.isOpen()) {
      try {
        SocketChannel socket = channel.accept();
        if (connection == null) {
          Connection next = new Connection(socket, served);
          connection = next;
          next.start();
        } else {
          socket.close();
        }
      } catch (IOException e) {
        if (channel.isOpen()) {
          LOG.warn("port {}: {}", path, e.toString());
        }
      }
    }
  }

  /// Sends a signal to the driver; lost when none is connected or it does not read.
  @Override
  public void accept(PortSignal signal) {
    Connection now = connection;
    if (now != null) {
      now.send(signal);
    }
  }

  /// Stops listening and hangs up.
  void close() {
    try {
      if (server != null) {
        server.close();
        server = null;
      }
      Connection now = connection;
      if (now != null) {
        now.end();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("port {}: {}", path, e.toString());
    }
  }

  /// Listens again after [#close].
  void reopen() throws IOException {
    if (server == null && device != null) {
      serve(device);
    }
  }

  private final class Connection {
    private final SocketChannel socket;
    private final AnalogueDevice served;
    private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean greeted;

    Connection(SocketChannel socket, AnalogueDevice served) {
      this.socket = socket;
      this.served = served;
    }

    void start() {
      world.execute(() -> {
        greeted = true;
        send(served.hello());
        served.connected(true);
      });
      Thread.ofVirtual().name("sim-port-" + served.name() + "-in").start(this::read);
      Thread.ofVirtual().name("sim-port-" + served.name() + "-out").start(this::write);
    }

    void send(PortSignal signal) {
      if (greeted
          && !outgoing.offer(Wire.encode(signal))
          && !(signal instanceof PortSignal.Audio)) {
        LOG.warn("port {}: the driver does not read; {} is lost", path, signal);
      }
    }

    private void read() {
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket)))) {
        while (true) {
          PortSignal signal = Wire.readFromDriver(in);
          world.execute(() -> served.receive(signal));
        }
      } catch (IOException e) {
        LOG.debug("port {}: {}", path, e.toString());
      }
      end();
      connection = null;
      world.execute(() -> served.connected(false));
    }

    private void write() {
      try {
        while (socket.isOpen()) {
          ByteBuffer octets = ByteBuffer.wrap(outgoing.take());
          while (octets.hasRemaining()) {
            socket.write(octets);
          }
        }
      } catch (IOException e) {
        LOG.debug("port {}: {}", path, e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void end() {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("port {}: {}", path, e.toString());
      }
      if (!outgoing.offer(new byte[0])) {
        outgoing.clear();
        outgoing.add(new byte[0]);
      }
    }
  }
}
