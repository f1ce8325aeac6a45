package io.patchbay.simulator.modem;

import io.patchbay.simulator.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The AT port: collects lines, echoes, answers one command line at a time, slips URCs in between.
///
/// URCs are held back while a message body is typed, as the EC25 does.
final class Serial {
  private static final int LONGEST_LINE = 2048;
  private static final int MOST_WAITING = 64;
  private static final Duration SLOW = Duration.ofSeconds(3);
  private static final Duration LATE = Duration.ofSeconds(7);
  private static final Duration BETWEEN_PIECES = Duration.ofMillis(1);
  private static final Duration SLOW_NETWORK = Duration.ofMinutes(1);

  /// A character sooner than this behind a command does not end it – V.250 §5.6.1.
  private static final Duration NO_ABORT_YET = Duration.ofMillis(125);

  private static final Pattern ASKS_NETWORK =
      Pattern.compile(
          "(?i)AT\\+(COPS=[014?].*|CGATT=[01]|CCFC=[0-9].*|CCWA=[01],[01],.*|CUSD=1,\".+)");

  private static final int CTRL_Z = 0x1A;
  private static final int ESCAPE = 0x1B;

  private final Timeline timeline;
  private final RandomGenerator random;
  private final ModemSettings modem;
  private final Supplier<AtSettings> settings;
  private final Interpreter interpreter;
  private final Set<Fault> faults;
  private final ModemOutput out;
  private final Manners manners;
  private final StringBuilder line = new StringBuilder();
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
  private final ArrayDeque<String> heldBack = new ArrayDeque<>();
  private boolean on;
  private boolean overlong;
  private boolean busy;
  private @Nullable Function<String, Reply> body;
  private int epoch;
  private boolean asking;
  private int question;
  private long askedAt;
  private long nextPiece;

  Serial(
      Timeline timeline,
      RandomGenerator random,
      ModemSettings modem,
      Supplier<AtSettings> settings,
      Interpreter interpreter,
      Set<Fault> faults,
      ModemOutput out) {
    this.timeline = timeline;
    this.random = random;
    this.modem = modem;
    this.settings = settings;
    this.interpreter = interpreter;
    this.faults = faults;
    this.out = out;
    this.manners = new Manners(faults, random);
  }

  /// Switches the port on or off; what was under way is forgotten.
  void power(boolean next) {
    on = next;
    epoch++;
    line.setLength(0);
    waiting.clear();
    heldBack.clear();
    overlong = false;
    busy = false;
    asking = false;
    question++;
    body = null;
  }

  void input(byte[] bytes, int length) {
    if (!on || silent()) {
      return;
    }
    StringBuilder echo = new StringBuilder();
    for (int i = 0; i < length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      boolean wasEcho = settings.get().echo || faults.contains(Fault.ECHO);
      if (body != null) {
        typed(c);
      } else if (asking && abortable()) {
        endQuestion();
      } else {
        commanded(c);
      }
      if (wasEcho && c != ESCAPE) {
        echo.append(c);
        if (c == '\r' || c == CTRL_Z) {
          write(echo.toString());
          echo.setLength(0);
        }
      }
    }
    if (!echo.isEmpty()) {
      write(echo.toString());
    }
  }

  private void commanded(char c) {
    if (c == '\r') {
      String text = overlong ? "AT?" : line.toString();
      overlong = false;
      line.setLength(0);
      if (waiting.size() < MOST_WAITING) {
        waiting.add(text);
      }
      timeline.after(Duration.ZERO, this::next);
    } else if (c == '\b') {
      line.setLength(Math.max(0, line.length() - 1));
    } else if (c >= ' ') {
      if (line.length() < LONGEST_LINE) {
        line.append(c);
      } else {
        overlong = true;
      }
    }
  }

  private void typed(char c) {
    Function<String, Reply> taker = body;
    if (taker != null && (c == CTRL_Z || c == ESCAPE)) {
      String text = line.toString();
      line.setLength(0);
      body = null;
      busy = true;
      Reply reply = c == CTRL_Z ? taker.apply(text) : Reply.ok();
      answer(interpreter.finish(List.of(), reply, settings.get().cmee));
    } else if (line.length() < LONGEST_LINE) {
      line.append(c);
    }
  }

  private void next() {
    if (busy || body != null || !on) {
      return;
    }
    String text = waiting.poll();
    if (text == null) {
      return;
    }
    if (faults.contains(Fault.CCWA_LOCKS) && text.toUpperCase(Locale.ROOT).contains("+CCWA")) {
      faults.add(Fault.NO_ANSWER);
      return;
    }
    if (faults.contains(Fault.SLOW_NETWORK) && ASKS_NETWORK.matcher(text).matches()) {
      ask(text);
    } else {
      execute(text);
    }
  }

  /// The network takes its time; what is asked is done at the end of it.
  private void ask(String text) {
    busy = true;
    asking = true;
    askedAt = timeline.nanoTime();
    int mine = ++question;
    timeline.after(
        SLOW_NETWORK,
        () -> {
          if (mine == question) {
            asking = false;
            execute(text);
          }
        });
  }

  private boolean abortable() {
    return !faults.contains(Fault.NO_ABORT)
        && timeline.nanoTime() - askedAt >= NO_ABORT_YET.toNanos();
  }

  private void endQuestion() {
    asking = false;
    question++;
    String word = modem.dialect().family().equals("u-blox") ? "ABORTED" : "ERROR";
    answer(new Interpreter.Outcome(List.of(), word, Duration.ZERO, null));
  }

  private void execute(String text) {
    interpreter
        .execute(text, () -> settings.get().cmee)
        .ifPresentOrElse(
            outcome -> {
              busy = true;
              answer(outcome);
            },
            this::next);
  }

  private void answer(Interpreter.Outcome outcome) {
    int then = epoch;
    timeline.after(
        latency().plus(outcome.delay()),
        () -> {
          if (then == epoch) {
            write(outcome);
          }
        });
  }

  private void write(Interpreter.Outcome outcome) {
    busy = false;
    body = outcome.body();
    if (body != null) {
      String prompt = faults.contains(Fault.NO_PROMPT) ? "" : "\r\n> ";
      write(manners.lineEnds(manners.information(outcome.lines())) + prompt);
      return;
    }
    write(manners.answer(outcome.lines(), outcome.result(), settings.get().verbose));
    while (!heldBack.isEmpty()) {
      write(heldBack.remove());
    }
    next();
  }

  private Duration latency() {
    if (faults.contains(Fault.SLOW)) {
      return SLOW;
    }
    if (faults.contains(Fault.LATE) && random.nextInt(4) == 0) {
      return LATE;
    }
    long least = modem.leastLatency().toNanos();
    long most = modem.mostLatency().toNanos();
    return Duration.ofNanos(most > least ? random.nextLong(least, most) : least);
  }

  /// Sends unsolicited result codes, each on a line of its own.
  void unsolicited(String... lines) {
    if (!on) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String one : lines) {
      text.append("\r\n").append(one).append("\r\n");
    }
    if (body != null) {
      if (heldBack.size() < MOST_WAITING) {
        heldBack.add(text.toString());
      }
    } else {
      write(manners.lineEnds(text.toString()));
    }
  }

  /// Sends octets as they are: the noise of faults.
  void noise(byte[] octets) {
    out.command(octets);
  }

  private boolean silent() {
    return faults.contains(Fault.NO_ANSWER) || faults.contains(Fault.HUNG);
  }

  private void write(String text) {
    if (silent()) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (faults.contains(Fault.GARBLED)) {
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(8) == 0) {
          bytes[i] = (byte) random.nextInt(256);
        }
      }
    }
    if (faults.contains(Fault.SPLIT_LINES)) {
      dribble(bytes);
    } else {
      out.command(bytes);
    }
  }

  /// Pieces of one to three octets, a millisecond apart, behind those that still wait.
  private void dribble(byte[] bytes) {
    long now = timeline.nanoTime();
    long due = Math.max(now, nextPiece);
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(3));
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      due += BETWEEN_PIECES.toNanos();
      timeline.after(Duration.ofNanos(due - now), () -> out.command(piece));
      from = to;
    }
    nextPiece = due;
  }
}
