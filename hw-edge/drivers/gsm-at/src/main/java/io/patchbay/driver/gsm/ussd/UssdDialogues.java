package io.patchbay.driver.gsm.ussd;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.UssdState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The dialogues of a SIM line: one under way, others waiting in order (TS 22.090 §4.1). Pure.
///
/// @param current the one under way
/// @param waiting at most 8, each of another session
/// @param serial of the last timer and of the last dialogue the network began
public record UssdDialogues(Optional<Dialogue> current, List<UssdInput.Send> waiting, long serial) {
  private static final int MOST_WAITING = 8;
  private static final int LONGEST = 182;
  private static final Duration NETWORK = Duration.ofMinutes(1);
  private static final Duration COMMANDER = Duration.ofMinutes(3);

  /// One of them.
  ///
  /// @param answerWanted by the network; otherwise it is the network's turn
  public record Dialogue(String session, boolean answerWanted) {}

  /// The next state, and what to do on the way.
  public record Step(UssdDialogues next, List<UssdEffect> effects) {
    public Step {
      requireNonNull(next, "next");
      effects = List.copyOf(effects);
    }
  }

  public UssdDialogues {
    requireNonNull(current, "current");
    waiting = List.copyOf(waiting);
  }

  public static UssdDialogues none() {
    return new UssdDialogues(Optional.empty(), List.of(), 0);
  }

  public Step on(UssdInput input) {
    return switch (input) {
      case UssdInput.Send send -> send(send);
      case UssdInput.Cancel cancel -> cancel(cancel);
      case UssdInput.NotTaken(String session) ->
          isCurrent(session) ? over(List.of()) : stay(List.of());
      case UssdInput.Said(UssdReply reply) -> said(reply);
      case UssdInput.Expired(long timer) -> timer == serial ? expired() : stay(List.of());
      case UssdInput.Lost _ -> lost();
    };
  }

  private boolean isCurrent(String session) {
    return current.map(Dialogue::session).filter(session::equals).isPresent();
  }

  private Step send(UssdInput.Send send) {
    if (!sendable(send.text())) {
      return refuse(send.command(), Refusal.INVALID, "no USSD text: " + send.text());
    }
    if (current.isEmpty()) {
      return begin(send, List.of(), waiting);
    }
    boolean asked = waiting.stream().anyMatch(other -> other.session().equals(send.session()));
    if (isCurrent(send.session())) {
      return current.get().answerWanted()
          ? begin(send, List.of(), waiting)
          : refuse(send.command(), Refusal.BUSY, "the network has not answered yet");
    }
    if (asked || waiting.size() >= MOST_WAITING) {
      return refuse(
          send.command(), Refusal.BUSY, waiting.size() + " USSD dialogues wait for the line");
    }
    List<UssdInput.Send> longer = new ArrayList<>(waiting);
    longer.add(send);
    return new Step(new UssdDialogues(current, longer, serial), List.of());
  }

  private Step cancel(UssdInput.Cancel cancel) {
    if (isCurrent(cancel.session())) {
      return over(
          List.of(
              new UssdEffect.End(),
              new UssdEffect.Accept(cancel.command()),
              new UssdEffect.Report(cancel.session(), "", UssdState.CANCELLED)));
    }
    Optional<UssdInput.Send> found =
        waiting.stream().filter(send -> send.session().equals(cancel.session())).findFirst();
    if (found.isEmpty()) {
      return refuse(
          cancel.command(), Refusal.INVALID, "no USSD dialogue '" + cancel.session() + "'");
    }
    List<UssdInput.Send> rest = new ArrayList<>(waiting);
    rest.remove(found.get());
    return new Step(
        new UssdDialogues(current, rest, serial),
        List.of(
            new UssdEffect.Refuse(found.get().command(), Refusal.REJECTED, "cancelled"),
            new UssdEffect.Accept(cancel.command())));
  }

  /// The network may begin a dialogue by itself; a mere notice needs no dialogue.
  private Step said(UssdReply reply) {
    boolean answerWanted = reply.state() == UssdState.ANSWER_WANTED;
    if (current.isEmpty() && reply.text().isEmpty()) {
      return stay(List.of()); // the end of what has ended
    }
    long number = serial + 1;
    String session = current.map(Dialogue::session).orElse("network-" + number);
    var report = new UssdEffect.Report(session, reply.text(), reply.state());
    if (answerWanted) {
      return new Step(
          new UssdDialogues(Optional.of(new Dialogue(session, true)), waiting, number),
          List.of(report, new UssdEffect.Arm(number, COMMANDER)));
    }
    return current.isPresent()
        ? over(List.of(report))
        : new Step(new UssdDialogues(current, waiting, number), List.of(report));
  }

  private Step expired() {
    return current
        .map(dialogue ->
            over(
                List.of(
                    new UssdEffect.End(),
                    new UssdEffect.Report(dialogue.session(), "", UssdState.TIMED_OUT))))
        .orElseGet(() -> stay(List.of()));
  }

  private Step lost() {
    List<UssdEffect> effects = new ArrayList<>();
    current.ifPresent(
        dialogue -> effects.add(new UssdEffect.Report(dialogue.session(), "", UssdState.LOST)));
    for (UssdInput.Send send : waiting) {
      effects.add(new UssdEffect.Refuse(send.command(), Refusal.UNAVAILABLE, "the modem is gone"));
    }
    return new Step(new UssdDialogues(Optional.empty(), List.of(), serial + 1), effects);
  }

  private Step over(List<UssdEffect> effects) {
    if (waiting.isEmpty()) {
      return new Step(new UssdDialogues(Optional.empty(), List.of(), serial + 1), effects);
    }
    return begin(waiting.getFirst(), effects, waiting.subList(1, waiting.size()));
  }

  private Step begin(UssdInput.Send send, List<UssdEffect> before, List<UssdInput.Send> rest) {
    List<UssdEffect> effects = new ArrayList<>(before);
    effects.add(new UssdEffect.Submit(send));
    effects.add(new UssdEffect.Arm(serial + 1, NETWORK));
    return new Step(
        new UssdDialogues(Optional.of(new Dialogue(send.session(), false)), rest, serial + 1),
        effects);
  }

  private Step refuse(long command, Refusal kind, String reason) {
    return stay(List.of(new UssdEffect.Refuse(command, kind, reason)));
  }

  private Step stay(List<UssdEffect> effects) {
    return new Step(this, effects);
  }

  /// Whether a text can be put between quotes: printable, up to 182 characters – TS 22.090.
  private static boolean sendable(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '"');
  }
}
