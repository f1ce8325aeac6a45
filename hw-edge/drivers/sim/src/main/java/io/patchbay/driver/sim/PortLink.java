package io.patchbay.driver.sim;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection to a port, opened again and again: a thread that reads, and one that writes.
final class PortLink {
  /// What the link tells; on its reader thread.
  interface Listener {
    /// A frame came.
    ///
    /// @throws IOException it makes no sense; the link is opened anew
    void received(PortFrame frame) throws IOException;

    /// The link is gone, or could not be opened.
    void lost(String reason);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PortLink.class);
  private static final long RETRY_NANOS = 200_000_000L;
  private static final int MOST_WAITING = 50;

  private final String name;
  private final Path path;
  private final Listener listener;
  private final ArrayBlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread reader;
  private volatile @Nullable SocketChannel socket;
  private volatile boolean closed;

  PortLink(String name, Path path, Listener listener) {
    this.name = name;
    this.path = path;
    this.listener = listener;
    this.reader = Thread.ofPlatform().name("line-" + name).daemon(true).unstarted(this::run);
  }

  void start() {
    reader.start();
    // no virtual thread: a busy carrier would hold up the sound
    Thread.ofPlatform().name("line-" + name + "-out").daemon(true).start(this::write);
  }

  /// Whether frames can be sent now.
  boolean up() {
    return socket != null;
  }

  /// Queues a frame; false: the link is down or its queue full.
  boolean send(byte[] frame) {
    return up() && outgoing.offer(frame);
  }

  private void run() {
    while (!closed) {
      String reason;
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(path));
        outgoing.clear();
        socket = channel;
        read(channel);
        reason = "port closed";
      } catch (IOException e) {
        reason = path + ": " + e.getMessage();
      }
      socket = null;
      if (!closed) {
        listener.lost(reason);
        LockSupport.parkNanos(this, RETRY_NANOS);
      }
    }
  }

  private void read(SocketChannel channel) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)))) {
      while (!closed) {
        listener.received(PortFrame.read(in));
      }
    }
  }

  private void write() {
    while (!closed) {
      try {
        byte[] frame = outgoing.take();
        SocketChannel now = socket;
        if (now != null) {
          ByteBuffer buffer = ByteBuffer.wrap(frame);
          while (buffer.hasRemaining()) {
            now.write(buffer);
          }
        }
      } catch (IOException e) {
        LOG.debug("line {}: {}", name, e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Ends the link and its threads; nothing is told to the listener afterwards.
  void close() {
    closed = true;
    outgoing.clear();
    boolean woken = outgoing.offer(new byte[0]);
    SocketChannel now = socket;
    try {
      if (now != null) {
        now.close();
      }
      LockSupport.unpark(reader);
      reader.join(500);
    } catch (IOException e) {
      LOG.debug("line {}: {} ({})", name, e.toString(), woken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
