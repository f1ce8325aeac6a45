package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.audio.SilentPort;
import io.patchbay.driver.gsm.profile.Profiles;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever octets come: no exception, no hang, one answer for each command, and what means nothing
/// is counted.
final class SessionNoiseTest {
  private static final int STEPS = 4000;

  private final Map<Long, Integer> answers = new HashMap<>();
  private long now;
  private int incoming;

  /// A port that swallows what is written.
  private static final class DeafLink implements SerialLink {
    boolean closed;

    @Override
    public int read(byte[] octets, int offset, int length) {
      return -1;
    }

    @Override
    public int available() {
      return 0;
    }

    @Override
    public boolean write(byte[] octets, int length) {
      return !closed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyOctetsGiveEventsOrACountedDrop(long seed) throws IOException {
    List<String> vocabulary = vocabulary();
    SplittableRandom noise = new SplittableRandom(seed);
    Reporter reporter = new Reporter("gsm-1", () -> Instant.EPOCH, this::event);
    long command = 0;
    long counted = 0;
    DeafLink link = new DeafLink();
    ModemSession session = open(link, reporter);
    for (int step = 0; step < STEPS; step++) {
      session.receive(piece(noise, vocabulary));
      now += noise.nextLong(Duration.ofMillis(600).toNanos());
      session.tick();
      assertTrue(session.nanosToNext() > 0, "seed " + seed + ": it would spin");
      if (noise.nextInt(10) == 0) {
        command++;
        reporter.begin(command);
        session.command(command(noise, command));
      }
      if (link.closed || noise.nextInt(500) == 0) {
        counted += session.unknown();
        session.end("gone");
        link = new DeafLink();
        session = open(link, reporter);
      }
    }
    session.end("over");
    reporter.close();
    assertEquals(command, answers.size(), "seed " + seed);
    assertTrue(answers.values().stream().allMatch(n -> n == 1), "seed " + seed);
    assertTrue(counted > 0, "seed " + seed + ": nothing was counted");
  }

  private ModemSession open(DeafLink link, Reporter reporter) {
    GsmSettings settings =
        GsmSettings.parse(Map.of("command-port", "/dev/x", "audio-port", "/dev/y"));
    ModemSession session =
        new ModemSession(
            "gsm-1",
            settings,
            link,
            new SilentPort(),
            new AtTimes(),
            () -> now,
            new StatusBoard("gsm-1", "", reporter),
            reporter,
            new PinTry(new PinMemory(octets -> {}), ""),
            () -> ++incoming,
            new LoneHost(_ -> link.close()));
    session.begin();
    return session;
  }

  private void event(LineEvent event) {
    if (event instanceof LineEvent.CommandDone done) {
      answers.merge(done.command(), 1, Integer::sum);
    }
  }

  /// What modems of all families say, as the transcripts have it.
  private static List<String> vocabulary() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String family : Profiles.families()) {
      String file = "/transcripts/family/" + family + ".at";
      try (InputStream in = SessionNoiseTest.class.getResourceAsStream(file)) {
        new String(requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("< "))
            .forEach(line -> lines.add(line.substring(2)));
      }
    }
    return lines;
  }

  /// Proper lines, torn ones, lines with a wrong octet, and plain noise.
  private static byte[] piece(SplittableRandom noise, List<String> vocabulary) {
    byte[] line =
        (vocabulary.get(noise.nextInt(vocabulary.size())) + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    return switch (noise.nextInt(6)) {
      case 0 -> {
        byte[] octets = new byte[noise.nextInt(3000)];
        noise.nextBytes(octets);
        yield octets;
      }
      case 1 -> Arrays.copyOf(line, noise.nextInt(line.length));
      case 2 -> {
        line[noise.nextInt(line.length)] = (byte) noise.nextInt(256);
        yield line;
      }
      case 3 -> "\r\nOK\r\n".getBytes(StandardCharsets.ISO_8859_1);
      default -> line;
    };
  }

  private static LineCommand command(SplittableRandom noise, long id) {
    int call = 1 + noise.nextInt(5);
    return switch (noise.nextInt(6)) {
      case 0 -> new LineCommand.Dial(id, call, "112", LineCommand.Presentation.DEFAULT, true);
      case 1 -> new LineCommand.Answer(id, call);
      case 2 -> new LineCommand.Release(id, call, Cause.USER_BUSY);
      case 3 -> new LineCommand.SendDtmf(id, call, "12#", Duration.ofMillis(100));
      case 4 -> new LineCommand.SendSms(id, "", new byte[] {1, 0, 0, (byte) 0x81, 0, 0, 0});
      default -> new LineCommand.SendUssd(id, "s" + id, "*100#");
    };
  }
}
