package io.patchbay.driver.gsm.at;

import io.patchbay.driver.gsm.at.AtResult.End;
import io.patchbay.driver.gsm.at.WaitingCommands.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends commands one at a time and tells their replies from what the modem says by itself.
///
/// Not thread-safe: one runner calls it. Times are readings of one monotonic clock in nanoseconds.
/// An unsolicited code with a PDU behind it (`+CMT`, `+CDS`) is handed on as one text with a line
/// feed.
public final class AtEngine {
  private static final String ESCAPE = "\u001B";
  private static final String CTRL_Z = "\u001A";

  /// Sent while a command runs it ends that one; to a modem that does not know of it, an empty line
  /// – V.250 §5.6.1.
  private static final String ANY_CHARACTER = "\r";

  /// No sooner than so long behind the command – V.250 §5.6.1.
  private static final Duration BEFORE_CUT = Duration.ofMillis(150);

  /// What may come of that character by itself is past by then.
  private static final Duration AFTER_CUT = Duration.ofMillis(150);

  /// What some modems say of a command that was cut short.
  private static final String ABORTED = "ABORTED";

  private static final int MAX_LINES = 2048;

  /// After a deadline the channel stays quiet for so long, so that a late reply is not taken for
  /// the next one's.
  private static final Duration QUARANTINE = Duration.ofMillis(500);

  /// A modem that takes a body asks for it within so long, or not at all.
  private static final Duration PROMPT = Duration.ofSeconds(10);

  /// So long the answer to a body may still come behind an error that may have been nobody's.
  private static final Duration DOUBT = Duration.ofSeconds(20);

  /// Final results as digits (ATV0) – V.250 §5.7.1.
  private static final Map<String, String> NUMERIC =
      Map.of(
          "0", "OK",
          "1", "CONNECT",
          "2", "RING",
          "3", "NO CARRIER",
          "4", "ERROR",
          "6", "NO DIALTONE",
          "7", "BUSY",
          "8", "NO ANSWER");

  /// Hears of answers.
  public interface Took {
    /// A command was answered with a final result.
    ///
    /// @param nanos from writing the command; without the waiting before
    void took(AtCommand.Priority priority, long nanos);
  }

  private final Consumer<String> write;
  private final Consumer<String> unsolicited;
  private final Consumer<String> heard;
  private final Took took;
  private final AtTokenizer tokenizer;
  private final WaitingCommands queue = new WaitingCommands();
  private final List<String> lines = new ArrayList<>();
  private @Nullable Waiting current;
  private boolean promptAwaited;
  private boolean numeric;
  private boolean receiving;
  private boolean tooNew;
  private long stray;
  private final LateAnswers late = new LateAnswers();
  private boolean cut;
  private String pduHeader = "";
  private String doubt = "";
  private long currentDue;
  private long sentAt;
  private long quietUntil;
  private boolean quiet;
  private int unanswered;
  private long echoes;
  private long now;

  /// An engine with nothing to do.
  ///
  /// @param write takes characters of one octet each; must not call back
  /// @param unsolicited takes lines that answer no command
  public AtEngine(Consumer<String> write, Consumer<String> unsolicited) {
    this(write, unsolicited, line -> {}, (priority, nanos) -> {});
  }

  /// As the other.
  ///
  /// @param heard takes every line and prompt that comes, whatever becomes of it
  /// @param took hears how long each answer took
  public AtEngine(
      Consumer<String> write, Consumer<String> unsolicited, Consumer<String> heard, Took took) {
    this.write = write;
    this.unsolicited = unsolicited;
    this.heard = heard;
    this.took = took;
    tokenizer = new AtTokenizer(this::token);
  }

  /// Queues a command; sends it at once when the channel is free.
  ///
  /// @param done gets its result exactly once, within this call at the earliest
  public void submit(AtCommand command, long at, Consumer<AtResult> done) {
    now = at;
    if (!queue.add(new Waiting(command, at, done))) {
      done.accept(new AtResult(End.ABORTED, -1, "too many commands wait", List.of()));
      return;
    }
    sendNext();
    cutShort();
  }

  /// Takes octets from the modem.
  public void receive(byte[] octets, int length, long at) {
    now = at;
    receiving = true;
    tooNew = false;
    tokenizer.receive(octets, length);
    receiving = false;
  }

  /// Looks at the deadlines.
  public void tick(long at) {
    now = at;
    if (quiet && now - quietUntil >= 0) {
      quiet = false;
      sendNext();
    }
    giveUpWaiting();
    cutShort();
    if (current != null && now - currentDue >= 0) {
      unanswered += doubt.isEmpty() ? 1 : 0;
      quiet = true;
      quietUntil = now + QUARANTINE.toNanos();
      complete(new AtResult(expired(current.command()), -1, doubt, lines));
    }
  }

  /// A call that cannot be begun soon is better begun elsewhere.
  private void giveUpWaiting() {
    for (Waiting each : queue.expired(now)) {
      String by = current == null ? "" : Redaction.of(current.command().text());
      each.done().accept(new AtResult(End.NOT_SENT, -1, by, List.of()));
    }
  }

  /// What may be cut short is, when call control waits behind it.
  private void cutShort() {
    if (cutDue() <= now) {
      cut = true;
      write.accept(ANY_CHARACTER);
    }
  }

  private long cutDue() {
    boolean wanted = current != null && !cut && current.command().abortable() && queue.urgent();
    return wanted ? sentAt + BEFORE_CUT.toNanos() : Long.MAX_VALUE;
  }

  /// What the deadline means for the command; a body not yet given is taken back for good.
  private End expired(AtCommand command) {
    if (promptAwaited) {
      write.accept(ESCAPE);
      return End.NO_PROMPT;
    }
    late.expect(command, now);
    return End.TIMED_OUT;
  }

  /// Nanoseconds until [#tick] has something to do; [Long#MAX_VALUE] when nothing is due.
  public long nanosToNext(long at) {
    long next = quiet ? quietUntil : current == null ? Long.MAX_VALUE : currentDue;
    next = Math.min(next, Math.min(cutDue(), queue.nextExpiry()));
    return next == Long.MAX_VALUE ? next : Math.max(0, next - at);
  }

  /// Ends every command with [End#ABORTED], or [End#CUT_OFF] when the modem has its body; nothing
  /// is sent any more until the next [#submit].
  public void abort() {
    Waiting running = current;
    List<Waiting> waiting = queue.drain();
    current = null;
    cut = false;
    quiet = false;
    late.clear();
    pduHeader = "";
    tokenizer.clear();
    if (running != null) {
      boolean given = !running.command().body().isEmpty() && !promptAwaited;
      running.done().accept(aborted(given ? End.CUT_OFF : End.ABORTED));
    }
    waiting.forEach(each -> each.done().accept(aborted(End.ABORTED)));
  }

  private static AtResult aborted(End end) {
    return new AtResult(end, -1, "", List.of());
  }

  /// Nothing is being answered and nothing waits.
  public boolean idle() {
    return current == null && !quiet && queue.isEmpty();
  }

  /// Commands in a row that got no answer.
  public int unanswered() {
    return unanswered;
  }

  /// Characters, and results that were nobody's, dropped since the beginning.
  public long dropped() {
    return tokenizer.garbage() + stray;
  }

  /// Commands that the modem said back.
  public long echoes() {
    return echoes;
  }

  /// The modem answers in digits (ATV0).
  public boolean numeric() {
    return numeric;
  }

  private void sendNext() {
    if (current != null || quiet) {
      return;
    }
    Waiting next = queue.poll();
    if (next != null) {
      current = next;
      tooNew = receiving;
      promptAwaited = !next.command().body().isEmpty();
      Duration deadline = next.command().deadline();
      Duration first = promptAwaited && PROMPT.compareTo(deadline) < 0 ? PROMPT : deadline;
      currentDue = now + first.toNanos();
      sentAt = now;
      cut = false;
      lines.clear();
      doubt = "";
      write.accept(next.command().text() + "\r");
    }
  }

  private void complete(AtResult result) {
    Waiting ended = current;
    current = null;
    promptAwaited = false;
    if (ended != null) {
      if (result.answered()) {
        took.took(ended.command().priority(), now - sentAt);
      }
      ended.done().accept(cut && result.answered() ? wasCut(result) : result);
    }
    sendNext();
  }

  /// Only an answer with lines in it was complete before the modem saw that character.
  private AtResult wasCut(AtResult result) {
    cut = false;
    quiet = true;
    quietUntil = now + AFTER_CUT.toNanos();
    boolean complete = result.ok() && !result.lines().isEmpty();
    return complete ? result : new AtResult(End.CUT_SHORT, -1, result.text(), result.lines());
  }

  private void token(String text) {
    heard.accept(text);
    if (text.equals(AtTokenizer.PROMPT)) {
      prompt();
      return;
    }
    if (!pduHeader.isEmpty()) {
      String header = pduHeader;
      pduHeader = "";
      if (text.matches("[0-9A-Fa-f]+")) {
        unsolicited.accept(header + "\n" + text);
        return;
      }
      stray++;
    }
    Waiting running = current;
    for (String part : MergedLines.split(text, running == null ? null : running.command())) {
      line(inWords(part));
    }
  }

  /// A modem that answers the very first commands with a digit goes on like that.
  private String inWords(String text) {
    Waiting running = current;
    if (!numeric && text.equals("0") && running != null) {
      String command = running.command().text();
      numeric = command.equals("AT") || command.equals("ATE0");
    }
    if (text.equals("OK")) {
      numeric = false;
    }
    return numeric ? NUMERIC.getOrDefault(text, text) : text;
  }

  private void prompt() {
    Waiting sending = current;
    if (promptAwaited && sending != null && !tooNew) {
      promptAwaited = false;
      currentDue = now + sending.command().deadline().toNanos();
      write.accept(sending.command().body() + CTRL_Z);
    } else {
      write.accept(ESCAPE); // nobody has anything to say to it
    }
  }

  /// What came in one piece with the end of the last command cannot be an answer to the next one:
  /// that was sent only now.
  private void line(String text) {
    Waiting running = tooNew ? null : current;
    Optional<AtResult> end = FinalResult.of(text, lines);
    String asked = current == null || promptAwaited ? "" : current.command().prefix();
    if (late.take(text, end.isPresent(), asked, now)) {
      unanswered = end.isPresent() ? 0 : unanswered;
      stray++;
      return;
    }
    if (end.isEmpty() && cut && text.equals(ABORTED)) {
      end = Optional.of(new AtResult(End.ERROR, -1, text, lines));
    }
    if (end.isEmpty() && running != null && running.command().placesCall()) {
      end = FinalResult.ofCall(text, lines);
    }
    if (end.isPresent()) {
      unanswered = 0;
      if (running != null && doubtful(end.get(), running.command())) {
        doubt = text;
        currentDue = Math.min(currentDue, now + DOUBT.toNanos());
      } else if (running != null && !isForeign(end.get(), running.command())) {
        complete(end.get());
      } else {
        stray++;
      }
    } else if (running != null && belongs(text, running.command())) {
      echoes += text.equals(running.command().text()) ? 1 : 0;
      if (lines.size() < MAX_LINES && !text.equals(running.command().text())) {
        lines.add(text);
      }
    } else if (text.startsWith("+CMT:") || text.startsWith("+CDS:")) {
      pduHeader = text;
    } else {
      unsolicited.accept(text);
    }
  }

  /// A body that was sent is answered with its reference: a bare OK is left over from before.
  private boolean isForeign(AtResult end, AtCommand command) {
    return end.end() == End.OK && !command.body().isEmpty() && lines.isEmpty();
  }

  /// A body that was sent is refused with `+CMS ERROR`; any other error may have come by itself,
  /// and the modem may be sending.
  private boolean doubtful(AtResult end, AtCommand command) {
    boolean other = end.end() == End.ERROR || end.end() == End.CME_ERROR;
    return other && !command.body().isEmpty() && !promptAwaited;
  }

  private static boolean belongs(String text, AtCommand command) {
    if (text.equals(command.text())) {
      return true; // its echo
    }
    if (!command.prefix().isEmpty() && text.startsWith(command.prefix())) {
      return true;
    }
    if (!command.prefix().isEmpty() && !command.loose()) {
      return false;
    }
    return !Unsolicited.is(text);
  }
}
