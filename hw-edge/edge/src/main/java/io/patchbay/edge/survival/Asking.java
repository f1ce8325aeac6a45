package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Pins;
import io.patchbay.edge.run.Mailbox;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.routing.call.Stage;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The caller of an edge alone is answered, hears a tone and enters a PIN or a number, as sip-trunk
/// has it (catalogue H-160 to H-164, G-149, G-155); then his call is decided anew. For the mailbox
/// thread.
final class Asking {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  /// Q.850 21, call rejected.
  private static final int REJECTED = 21;

  /// Q.850 41, temporary failure.
  private static final int FAILED = 41;

  /// What becomes of a call whose caller was asked.
  interface Then {
    /// It is decided anew.
    void decide(LocalCall call);

    /// It ends.
    ///
    /// @param cause Q.850
    void end(LocalCall call, int cause);
  }

  private final Orders orders;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Executor hashing;
  private final Then then;
  private Map<String, PinSpec> pins = Map.of();

  /// @param hashing where a PIN is compared, which takes a tenth of a second and more
  Asking(Orders orders, Mailbox mailbox, InstantSource clock, Executor hashing, Then then) {
    this.orders = requireNonNull(orders, "orders");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
    this.hashing = requireNonNull(hashing, "hashing");
    this.then = requireNonNull(then, "then");
  }

  /// The documents Pin in force.
  void configured(Map<String, PinSpec> documents) {
    pins = documents;
  }

  /// Asks the caller what the decision wants to know.
  void begin(LocalCall call) {
    var asked = call.decision().getCollect();
    if (!asked.getPin().isEmpty() && !pins.containsKey(asked.getPin())) {
      LOG.warn("call {}: this edge was given no Pin {}", call.id(), asked.getPin());
      then.end(call, REJECTED);
      return;
    }
    if (call.callerAnswered()) {
      prompt(call);
      return;
    }
    call.waiting(() -> {});
    call.stage(call.stage().asking(asked, Stage.Step.ANSWERING));
    orders.answer(
        call.legA(),
        _ -> {
          if (!call.over()) {
            then.end(call, FAILED);
          }
        });
  }

  /// The caller's line is answered.
  void answered(LocalCall call) {
    call.callerAnswered(clock.instant());
    if (call.stage().step() == Stage.Step.ANSWERING) {
      prompt(call);
    }
  }

  private void prompt(LocalCall call) {
    var asked = call.decision().getCollect();
    Stage stage = call.stage().asking(asked, Stage.Step.PROMPTING);
    call.stage(stage);
    orders.notice(call.legA(), stage.tone(), asked.getAnnouncement());
    call.waiting(mailbox.after(stage.noInput(), () -> expired(call)));
  }

  /// A digit of the caller; of no account unless he is asked.
  void digit(LocalCall call, String digit) {
    Stage stage = call.stage();
    if (!stage.open() || !digit.matches("[0-9A-D*#]")) {
      return;
    }
    Optional<Stage.Typed> typed = stage.type(digit.charAt(0));
    if (typed.isEmpty()) {
      return;
    }
    if (stage.step() == Stage.Step.PROMPTING) {
      orders.tone(call.legA(), Tone.TONE_UNSPECIFIED);
    }
    call.stage(typed.get().next());
    if (typed.get().complete()) {
      entered(call);
    } else {
      call.waiting(mailbox.after(typed.get().pause(), () -> expired(call)));
    }
  }

  private void expired(LocalCall call) {
    if (call.over() || !call.stage().open()) {
      return;
    }
    if (call.stage().step() == Stage.Step.ENTERING) {
      entered(call);
    } else {
      int cause = call.stage().nothingCause();
      call.stage(call.stage().nothing());
      then.end(call, cause);
    }
  }

  private void entered(LocalCall call) {
    call.waiting(() -> {});
    Stage stage = call.stage();
    if (!stage.isPin()) {
      again(call, stage.entered());
      return;
    }
    call.stage(stage.to(Stage.Step.COMPARING));
    PinSpec pin = pins.getOrDefault(stage.asked().getPin(), PinSpec.getDefaultInstance());
    hashing.execute(() -> {
      boolean right = Pins.matches(pin, stage.digits());
      mailbox.post(() -> compared(call, right));
    });
  }

  private void compared(LocalCall call, boolean right) {
    if (!call.over() && call.stage().step() == Stage.Step.COMPARING) {
      again(call, right ? call.stage().right() : call.stage().wrong());
    }
  }

  private void again(LocalCall call, Stage known) {
    call.stage(known);
    then.decide(call);
  }
}
