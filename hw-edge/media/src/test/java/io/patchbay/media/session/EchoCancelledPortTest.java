package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.dtmf.Babble;
import io.patchbay.media.echo.Hybrid;
import io.patchbay.media.pcm.Pcm;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EchoCancelledPortTest {
  /// A line that plays what it is given some frames later, through a hybrid.
  private static final class Line implements FramePort {
    private final Hybrid hybrid = new Hybrid(3, 9, 1);
    private final Deque<short[]> playing = new ArrayDeque<>();
    private double echo;

    Line(int queued) {
      for (int i = 0; i < queued; i++) {
        playing.add(new short[Pcm.FRAME_SAMPLES]);
      }
    }

    @Override
    public boolean clocked() {
      return false;
    }

    @Override
    public int read(short[] frame) {
      var said = playing.isEmpty() ? new short[Pcm.FRAME_SAMPLES] : playing.remove();
      var heard = hybrid.heard(said, new short[Pcm.FRAME_SAMPLES]);
      System.arraycopy(heard, 0, frame, 0, frame.length);
      echo += Pcm.meanSquare(frame, 0, frame.length);
      return frame.length;
    }

    @Override
    public void write(short[] frame) {
      playing.add(frame.clone());
    }

    @Override
    public void close() {}
  }

  /// The queue of a card delays the echo, the tail has room for two frames of it.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatTheHardwareHoldsInItsQueueIsPartOfThePath(int queued) {
    var line = new Line(queued);
    var port = new EchoCancelledPort(line, 64);
    var speech = new Babble(2);
    var frame = new short[Pcm.FRAME_SAMPLES];
    double rest = 0;
    for (int i = 0; i < 250; i++) {
      port.read(frame);
      if (i == 100) {
        line.echo = 0;
        rest = 0;
      }
      rest += Pcm.meanSquare(frame, 0, frame.length);
      speech.fill(frame);
      port.write(frame);
    }
    double heard = Pcm.levelDbm0(line.echo / 150);
    double left = Pcm.levelDbm0(rest / 150);
    assertTrue(heard > -40 && left < -55, "echo " + heard + ", left " + left + " dBm0");
  }
}
