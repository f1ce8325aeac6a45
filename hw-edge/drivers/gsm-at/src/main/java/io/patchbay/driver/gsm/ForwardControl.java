package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.call.ForwardRows;
import io.patchbay.line.Forward;
import io.patchbay.line.Forward.Reason;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Call forwarding in the network – TS 22.082: what is asked for, and what the line's settings
/// want, once the line is registered. One question at a time and none during a call: each may keep
/// the modem busy for many seconds. The runner's own.
final class ForwardControl {
  /// The networks' own limit for a supplementary service; a call that comes in waits so long at
  /// worst.
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /// With a call up somebody may want to hang up.
  private static final Duration BRIEF = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// Until what a network would not do is tried again.
  private static final List<Duration> AGAIN =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

  /// Who wants to know.
  private interface Asker {
    void read(List<Forward> forwards);

    void failed(Refusal kind, String reason);
  }

  /// @param change made first; null: none
  ///
  /// @param duringCall also when a call is through
  private record Job(
      @Nullable Forward change, List<Reason> questions, boolean duringCall, Asker asker) {}

  private final Modem modem;
  private final Timers timers;
  private final StatusBoard board;
  private final Reporter reporter;
  private final ForwardSettings settings;
  private final CallControl calls;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private @Nullable Job current;
  private boolean applied;
  private int attempts;

  ForwardControl(
      Modem modem,
      Timers timers,
      StatusBoard board,
      Reporter reporter,
      ForwardSettings settings,
      CallControl calls) {
    this.modem = modem;
    this.timers = timers;
    this.board = board;
    this.reporter = reporter;
    this.settings = settings;
    this.calls = calls;
  }

  void query(LineCommand.QueryForwarding command) {
    queue(new Job(null, command.reasons(), command.duringCall(), commander(command.id())));
  }

  void set(LineCommand.SetForwarding command) {
    Forward wanted = command.wanted();
    queue(new Job(wanted, List.of(wanted.reason()), command.duringCall(), commander(command.id())));
  }

  private Asker commander(long command) {
    return new Asker() {
      @Override
      public void read(List<Forward> forwards) {
        reporter.forwards(command, forwards);
      }

      @Override
      public void failed(Refusal kind, String reason) {
        reporter.refused(command, kind, reason);
      }
    };
  }

  /// The modem was set up, perhaps with another SIM card: the settings count anew.
  void started() {
    applied = false;
    attempts = 0;
  }

  /// Looks whether there is something to do; cheap.
  ///
  /// @param inService the line is registered and set up
  void look(boolean inService) {
    if (inService && !applied) {
      applied = true;
      apply();
    }
    if (current == null && !jobs.isEmpty() && !calls.underWay()) {
      jobs.stream()
          .filter(job -> job.duringCall() || calls.idle())
          .findFirst()
          .ifPresent(job -> {
            jobs.remove(job);
            begin(job);
          });
    }
  }

  /// The port is gone; who asked is told so.
  void lost() {
    List<Job> waiting = new ArrayList<>(jobs);
    jobs.clear();
    waiting.forEach(job -> job.asker().failed(Refusal.UNAVAILABLE, "the modem went away"));
  }

  private void queue(Job job) {
    jobs.add(job);
    timers.after(
        PATIENCE,
        () -> {
          if (jobs.remove(job)) {
            job.asker().failed(Refusal.BUSY, "a call is up; nothing was asked of the network");
          }
        });
  }

  private void begin(Job job) {
    current = job;
    if (job.change() == null) {
      ask(job, job.questions(), List.of());
    } else {
      change(job, ForwardRows.changes(job.change()));
    }
  }

  private void change(Job job, List<String> ways) {
    send(
        AtCommand.of(ways.getFirst()),
        job,
        result -> {
          if (result.ok()) {
            ask(job, job.questions(), List.of());
          } else if (ways.size() > 1 && refusedForGood(result)) {
            change(job, ways.subList(1, ways.size()));
          } else {
            fail(job, result);
          }
        });
  }

  private void ask(Job job, List<Reason> questions, List<Forward> answers) {
    if (questions.isEmpty()) {
      current = null;
      job.asker().read(answers);
      return;
    }
    Reason reason = questions.getFirst();
    send(
        AtCommand.query(ForwardRows.question(reason), "+CCFC:"),
        job,
        result -> {
          if (!result.ok()) {
            fail(job, result);
            return;
          }
          Forward found = ForwardRows.read(reason, result.lines());
          board.identity("forward-" + reason.word(), found.words());
          List<Forward> more = new ArrayList<>(answers);
          more.add(found);
          ask(job, questions.subList(1, questions.size()), more);
        });
  }

  private void send(AtCommand command, Job job, Consumer<AtResult> then) {
    modem.send(
        modem.yielding(command.within(job.duringCall() ? BRIEF : ANSWER)),
        result -> {
          if (job.equals(current) && result.cutShort()) {
            current = null;
            queue(job);
          } else if (job.equals(current)) {
            then.accept(result);
          }
        });
  }

  private static boolean refusedForGood(AtResult result) {
    return result.answered() && !Offers.passing(result.code());
  }

  private void fail(Job job, AtResult result) {
    current = null;
    Refusal kind =
        result.timedOut()
            ? Refusal.TIMED_OUT
            : refusedForGood(result) ? Refusal.REJECTED : Refusal.UNAVAILABLE;
    job.asker().failed(kind, "call forwarding: " + result.reason());
  }

  // ---- settings

  private void apply() {
    for (Forward wanted : settings.wanted()) {
      queue(new Job(null, List.of(wanted.reason()), false, new Applier(wanted, true)));
    }
  }

  /// Asks before it changes anything: most of the time there is nothing to do.
  private final class Applier implements Asker {
    private final Forward wanted;
    private final boolean mayChange;

    Applier(Forward wanted, boolean mayChange) {
      this.wanted = wanted;
      this.mayChange = mayChange;
    }

    @Override
    public void read(List<Forward> forwards) {
      Forward found = forwards.getFirst();
      if (ForwardRows.fulfils(wanted, found)) {
        board.noAlarm(alarm());
      } else if (mayChange) {
        queue(new Job(wanted, List.of(wanted.reason()), false, new Applier(wanted, false)));
      } else {
        trouble("the network has " + found.words());
      }
    }

    @Override
    public void failed(Refusal kind, String reason) {
      trouble(reason);
    }

    private void trouble(String what) {
      String text = wanted.reason().word() + " should be " + wanted.words() + ": " + what;
      board.alarm(alarm(), text);
      Duration pause = AGAIN.get(Math.min(attempts++, AGAIN.size() - 1));
      timers.after(
          pause,
          () -> queue(new Job(null, List.of(wanted.reason()), false, new Applier(wanted, true))));
    }

    private String alarm() {
      return "forward-" + wanted.reason().word();
    }
  }
}
