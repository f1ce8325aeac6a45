package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.audio.SilentPort;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A modem that goes mad and comes to its senses: nothing hangs or throws, each command is answered
/// once, and the next call works. Virtual time.
@Timeout(60)
final class ModemChaosTest {
  private static final Map<String, String> REPLIES =
      Map.of(
          "AT+CGMI", "Quectel",
          "AT+CGMM", "EC25",
          "AT+CPIN?", "+CPIN: READY",
          "AT+CREG?", "+CREG: 2,1",
          "AT+CSQ", "+CSQ: 20,99",
          "AT+COPS?", "+COPS: 0,0,\"TEST\",7",
          "AT+CEER", "+CEER: 5,16");

  private static final String[] NOISE = {
    "\r\nOK\r\n",
    "\r\nERROR\r\n",
    "\r\n> ",
    "\r\nRING\r\n",
    "\r\nNO CARRIER\r\n",
    "\r\n+CLIP: \"138\",129,,,,0\r\n",
    "\r\n+QIND: \"ccinfo\",1,0,0,0,0,\"1\",129\r\n",
    "\r\n+QIND: \"ccinfo\",2,1,5,0,0,\"2\",129\r\n",
    "\r\n+QIND: \"ccinfo\",1,1,-1\r\n",
    "\r\n+CLCC: 1,0,",
    "\r\n+CMTI: \"SM\",-1\r\n",
    "\r\n+CMT: ,24\r\n",
    "\r\n+CDS: 25\r\n0011\r\n",
    "\r\n+CUSD: 0,\"half",
    "\r\n+CREG: 0\r\n",
    "\r\n+CREG: 1\r\n",
    "\r\n+CME ERROR: 10\r\n",
    "\r\n+CMS ERROR: 500\r\n",
    "\r\n+CPIN: NOT READY\r\n",
    "\r\n+CPIN: READY\r\n",
    "\r\nRDY\r\n",
    "\u0000\u00FF\u0007",
  };

  private final List<LineEvent> events = new ArrayList<>();
  private final Reporter reporter = new Reporter("gsm-1", () -> Instant.EPOCH, events::add);
  private final GsmSettings settings =
      GsmSettings.parse(Map.of("command-port", "/dev/a", "audio-port", "/dev/b"));
  private final StatusBoard board = new StatusBoard("gsm-1", "", reporter);
  private final PinTry pin = new PinTry(new PinMemory(octets -> {}), "");
  private long now;
  private long commands;
  private int calls;
  private int incoming = 1 << 30;

  /// Answers as a modem should when calm, else badly or not at all.
  private static final class Modem implements SerialLink {
    private final SplittableRandom random;
    private final StringBuilder line = new StringBuilder();
    private final ByteArrayOutputStream toHost = new ByteArrayOutputStream();
    private final List<String> received = new ArrayList<>();
    private boolean calm;
    private boolean closed;

    Modem(SplittableRandom random, boolean calm) {
      this.random = random;
      this.calm = calm;
    }

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
      for (int i = 0; i < length; i++) {
        char c = (char) (octets[i] & 0xFF);
        if (c == '\r' || c == '\u001A' || c == '\u001B') {
          if (c != '\u001B') {
            respond(line.toString(), c == '\u001A');
          }
          line.setLength(0);
        } else {
          line.append(c);
        }
      }
      return !closed;
    }

    private void respond(String text, boolean body) {
      received.add(text);
      String reply =
          text.startsWith("AT+CMGS=")
              ? "\r\n> "
              : body ? "\r\n+CMGS: 1\r\n\r\nOK\r\n" : information(text) + "\r\nOK\r\n";
      say(calm || random.nextInt(3) == 0 ? reply : spoilt(reply));
    }

    private static String information(String text) {
      String reply = REPLIES.getOrDefault(text, "");
      return reply.isEmpty() ? "" : "\r\n" + reply + "\r\n";
    }

    private String spoilt(String reply) {
      return switch (random.nextInt(6)) {
        case 0 -> "";
        case 1 -> reply.substring(0, random.nextInt(reply.length() + 1));
        case 2 -> "z".repeat(random.nextInt(20_000)) + reply;
        case 3 -> noise() + reply + noise();
        case 4 -> reply + reply;
        default -> {
          StringBuilder garbled = new StringBuilder(reply);
          garbled.setCharAt(random.nextInt(reply.length()), (char) random.nextInt(256));
          yield garbled.toString();
        }
      };
    }

    String noise() {
      return NOISE[random.nextInt(NOISE.length)];
    }

    void say(String text) {
      toHost.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    byte[] take() {
      byte[] all = toHost.toByteArray();
      toHost.reset();
      return all;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Modem modem = new Modem(new SplittableRandom(0), true);
  private ModemSession session = open(modem);

  private ModemSession open(Modem next) {
    modem = next;
    session =
        new ModemSession(
            "gsm-1",
            settings,
            next,
            new SilentPort(),
            new AtTimes(),
            () -> now,
            board,
            reporter,
            pin,
            () -> ++incoming,
            new LoneHost(_ -> next.close()));
    session.begin();
    return session;
  }

  /// Lets time go by; a port that was dropped is opened again, as the line does.
  private void pass(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      byte[] octets = modem.take();
      if (octets.length > 0) {
        session.receive(octets);
      }
      now = Math.min(end, now + Math.clamp(session.nanosToNext(), 1_000_000, 50_000_000));
      session.tick();
      if (modem.closed) {
        session.end("gone");
        open(new Modem(modem.random, modem.calm));
      }
    }
  }

  private long command(LineCommand command) {
    reporter.begin(command.id());
    session.command(command);
    return command.id();
  }

  private LineCommand any(SplittableRandom random) {
    long id = ++commands;
    return switch (random.nextInt(6)) {
      case 0, 1 -> new LineCommand.Dial(id, ++calls, "10086", Presentation.DEFAULT);
      case 2 -> new LineCommand.Answer(id, random.nextBoolean() ? calls : incoming);
      case 3 ->
          new LineCommand.Release(id, random.nextBoolean() ? calls : incoming, Cause.USER_BUSY);
      case 4 -> new LineCommand.SendSms(id, "", new byte[] {1, 0, 0, (byte) 0x81, 0, 0, 0});
      default -> new LineCommand.SendDtmf(id, calls, "12", Duration.ofMillis(100));
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverTheModemSaidTheNextCallWorks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    pass(Duration.ofSeconds(5));
    assertEquals(LineState.IN_SERVICE, board.status().state());
    session.end("gone");
    open(new Modem(random, false));
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(4)) {
        case 0 -> command(any(random));
        case 1 -> modem.say(modem.noise());
        case 2 -> {
          byte[] garbage = new byte[random.nextInt(300)];
          random.nextBytes(garbage);
          modem.say(new String(garbage, StandardCharsets.ISO_8859_1));
        }
        default -> pass(Duration.ofMillis(random.nextInt(6000)));
      }
    }
    calmDown(seed);
    int call = ++calls;
    long dial = command(new LineCommand.Dial(++commands, call, "112233", Presentation.DEFAULT));
    pass(Duration.ofSeconds(1));
    assertEquals("Accepted[value=]", answer(dial), "seed " + seed);
    assertTrue(modem.received.contains("ATD112233;"), "seed " + seed);
    command(new LineCommand.Release(++commands, call, Cause.NORMAL_CLEARING));
    pass(Duration.ofSeconds(1));
    assertTrue(
        events.stream()
            .anyMatch(e -> e instanceof LineEvent.CallReleased gone && gone.call() == call),
        "seed " + seed);
    session.end("closed");
    reporter.close();
    assertEachAnsweredOnce(seed);
  }

  /// The modem comes to its senses in the middle of whatever it was saying; of the calls that the
  /// line believes in it knows nothing.
  private void calmDown(long seed) {
    modem.calm = true;
    pass(Duration.ofMinutes(4));
    assertEquals(LineState.IN_SERVICE, board.status().state(), "seed " + seed);
    for (int i = 0; !session.quiet() && i < 10; i++) {
      pass(Duration.ofMillis(50)); // a question of its own may just be under way
    }
    assertTrue(session.quiet(), "seed " + seed);
  }

  private String answer(long command) {
    return events.stream()
        .filter(e -> e instanceof LineEvent.CommandDone done && done.command() == command)
        .map(e -> ((LineEvent.CommandDone) e).outcome())
        .map(Outcome::toString)
        .findFirst()
        .orElse("none");
  }

  private void assertEachAnsweredOnce(long seed) {
    Map<Long, Integer> answers = new HashMap<>();
    for (LineEvent event : events) {
      if (event instanceof LineEvent.CommandDone done) {
        answers.merge(done.command(), 1, Integer::sum);
      }
    }
    assertEquals(commands, answers.size(), "seed " + seed);
    assertTrue(answers.values().stream().allMatch(count -> count == 1), "seed " + seed);
  }
}
