package io.patchbay.simulator.wav;

import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Sound;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a program says and hears that stands at the telephone, such as a fax machine.
///
/// It listens at a Unix domain socket, gets each 20 ms heard and sends each 20 ms to say: 160
/// samples of 16 bit, little-endian. On the world's thread; nothing waits. Where the program is
/// late there is silence, and what it does not read is lost.
final class SocketTalk implements Sound, Ear {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTalk.class);
  private static final int OCTETS = 2 * FRAME;
  private static final int MOST_FRAMES = 50;

  /// Frames in hand before the first one is said, 60 ms.
  private static final int PRIMED_FRAMES = 3;

  private final Path path;
  private final SocketChannel socket;
  private final ByteBuffer said = buffer(MOST_FRAMES * OCTETS);
  private final ByteBuffer heard = buffer(OCTETS).limit(0);
  private boolean primed;
  private boolean gone;

  private SocketTalk(Path path, SocketChannel socket) {
    this.path = path;
    this.socket = socket;
  }

  /// Connects.
  ///
  /// @throws IllegalArgumentException nobody listens there
  static SocketTalk open(Path path) {
    try {
      var socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
      socket.configureBlocking(false);
      return new SocketTalk(path, socket);
    } catch (IOException failed) {
      throw new IllegalArgumentException("sound 'socket:" + path + "': " + failed.getMessage());
    }
  }

  @Override
  public void hear(short[] frame) {
    try {
      if (!gone && !heard.hasRemaining()) {
        heard.clear();
        heard.asShortBuffer().put(frame);
      }
      if (!gone) {
        int _ = socket.write(heard);
      }
    } catch (IOException ended) {
      over(ended.toString());
    }
  }

  @Override
  public void next(short[] frame) {
    try {
      if (!gone && socket.read(said) < 0) {
        over("it hung up");
      }
    } catch (IOException ended) {
      over(ended.toString());
    }
    primed = said.position() >= (primed ? OCTETS : PRIMED_FRAMES * OCTETS);
    if (primed) {
      said.flip().asShortBuffer().get(frame);
      said.position(OCTETS).compact();
    } else {
      Arrays.fill(frame, (short) 0);
    }
  }

  @Override
  public boolean over() {
    return gone;
  }

  @Override
  public void close() {
    gone = true;
    try {
      socket.close();
    } catch (IOException failed) {
      LOG.debug("program at {}: {}", path, failed.toString());
    }
  }

  private void over(String why) {
    LOG.info("program at {}: {}", path, why);
    close();
  }

  private static ByteBuffer buffer(int octets) {
    return ByteBuffer.allocate(octets).order(ByteOrder.LITTLE_ENDIAN);
  }
}
