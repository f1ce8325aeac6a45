package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A network path that can be cut and mended: forwards TCP connections while it is up.
public final class Link implements AutoCloseable {
  private final int port;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket door;

  /// A path that is down at first.
  ///
  /// @param target port of the loopback address where connections lead to
  public Link(int target) throws IOException {
    this.port = Ports.freeBlock(1);
    this.target = target;
  }

  /// Where one connects to.
  public int port() {
    return port;
  }

  /// From now on connections go through.
  public synchronized void mend() throws IOException {
    if (door != null) {
      return;
    }
    var opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    door = opened;
    Thread.ofVirtual().name("link-" + port).start(() -> accept(opened));
  }

  /// Ends all connections and takes no more.
  public synchronized void cut() throws IOException {
    if (door != null) {
      door.close();
      door = null;
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket near = opened.accept();
        sockets.add(near);
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(far);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException e) {
        // the door was closed, or nobody is at the other end
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      var _ = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // cut
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
