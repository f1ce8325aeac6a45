package io.patchbay.standalone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The directory an installation keeps everything in; one running installation at a time.
final class DataDirectory implements AutoCloseable {
  private final FileChannel channel;

  private DataDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /// Creates the directory (mode 700) and takes its lock.
  ///
  /// @throws StartFailure it cannot be written, or another installation runs in it
  static DataDirectory open(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new DataDirectory(locked(channel, directory));
    } catch (IOException e) {
      throw new StartFailure(
          "--data " + directory + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private static FileChannel locked(FileChannel channel, Path directory) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by this very process: as good as held by another
    }
    if (lock == null) {
      channel.close();
      throw new StartFailure("--data " + directory + ": another installation runs in it");
    }
    return channel;
  }

  /// @throws StartFailure naming the first port that is taken
  static void checkPorts(UpOptions options) {
    Ports ports = options.ports();
    ports
        .tcp(options.trunkReplicas(), options.simulator())
        .forEach((port, purpose) -> checkTcp(options.bind(), port, purpose));
    for (int replica = 0; replica < options.trunkReplicas(); replica++) {
      checkUdp(options.bind(), ports.sip(replica));
    }
  }

  private static void checkTcp(String bind, int port, String purpose) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
    } catch (IOException e) {
      throw taken(bind, port, "TCP", purpose, e);
    }
  }

  private static void checkUdp(String bind, int port) {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(bind), port))) {
      socket.setReuseAddress(false);
    } catch (IOException e) {
      throw taken(bind, port, "UDP", "SIP", e);
    }
  }

  private static StartFailure taken(
      String bind, int port, String protocol, String purpose, IOException e) {
    return new StartFailure(
        "%s port %d (%s) on %s cannot be used: %s; try --port-offset"
            .formatted(protocol, port, purpose, bind, e.getMessage()),
        e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
