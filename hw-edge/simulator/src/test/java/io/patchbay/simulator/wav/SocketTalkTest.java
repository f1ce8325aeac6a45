package io.patchbay.simulator.wav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.sound.Ear;
import io.patchbay.simulator.sound.Sound;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketTalkTest {
  private static final int OCTETS = 2 * Sound.FRAME;

  @TempDir private Path folder;

  private static short[] frame(int value) {
    var frame = new short[Sound.FRAME];
    Arrays.fill(frame, (short) value);
    return frame;
  }

  private static short[] next(Sound sound) {
    var frame = frame(99);
    sound.next(frame);
    return frame;
  }

  private static void echo(SocketChannel program, int frames) throws Exception {
    var octets = ByteBuffer.allocate(frames * OCTETS);
    while (octets.hasRemaining()) {
      assertTrue(program.read(octets) > 0);
    }
    int written = program.write(octets.flip());
    assertEquals(frames * OCTETS, written);
  }

  @Test
  void aProgramHearsAndAnswersAndIsSilentOnceItIsGone() throws Exception {
    var address = UnixDomainSocketAddress.of(folder.resolve("fax"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
      var talk = new FileStudio().sound("socket:" + address.getPath());
      try (var program = server.accept()) {
        var ear = (Ear) talk;
        ear.hear(frame(1));
        ear.hear(frame(-2));
        echo(program, 2);
        assertArrayEquals(frame(0), next(talk), "two frames are not enough to begin with");
        ear.hear(frame(300));
        echo(program, 1);
        assertArrayEquals(frame(1), next(talk));
        assertArrayEquals(frame(-2), next(talk));
        assertArrayEquals(frame(300), next(talk));
        assertArrayEquals(frame(0), next(talk));
        assertFalse(talk.over());
      }
      assertArrayEquals(frame(0), next(talk));
      assertTrue(talk.over());
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    var nobody = folder.resolve("nobody");
    var wrong =
        assertThrows(
            IllegalArgumentException.class, () -> new FileStudio().sound("socket:" + nobody));
    assertTrue(String.valueOf(wrong.getMessage()).contains(nobody.toString()), wrong.toString());
  }
}
