package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.context.RtpPort;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.edge.leg.LegState;
import io.patchbay.line.LineKind;
import io.patchbay.media.session.Termination;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One leg of a call: on a line, or on an RTP port. For the mailbox thread.
abstract sealed class Leg {
  private final String id;
  private final String callId;

  private Leg(String id, String callId) {
    this.id = requireNonNull(id, "id");
    this.callId = requireNonNull(callId, "callId");
  }

  final String id() {
    return id;
  }

  final String callId() {
    return callId;
  }

  /// What is joined to the call's context; a line's is opened now when it is not.
  abstract Termination termination();

  /// The termination, when it is open.
  abstract Optional<Termination> open();

  /// Tones of keys are digits from now on; in RTP they always are.
  abstract void listenDigits();

  final boolean onSim() {
    return this instanceof OfLine leg && leg.line.kind() == LineKind.SIM;
  }

  /// A leg on a line, with the state of its table.
  static final class OfLine extends Leg {
    private final LineRunner line;
    private LegState state = LegState.NULL;
    private @Nullable LegEvent offer;
    private boolean emergency;

    OfLine(String id, String callId, LineRunner line) {
      super(id, callId);
      this.line = requireNonNull(line, "line");
    }

    LineRunner line() {
      return line;
    }

    LegState state() {
      return state;
    }

    void state(LegState next) {
      state = next;
    }

    /// How the call was offered; null: we placed it.
    @Nullable LegEvent offer() {
      return offer;
    }

    void offer(LegEvent how) {
      offer = how;
    }

    /// Nothing ends an emergency call but its parties.
    boolean emergency() {
      return emergency;
    }

    void emergency(boolean help) {
      emergency = help;
    }

    @Override
    Termination termination() {
      return line.media().termination();
    }

    @Override
    Optional<Termination> open() {
      return line.media().open();
    }

    @Override
    void listenDigits() {
      line.media().listenDigits();
    }
  }

  /// A leg on an RTP port.
  static final class OfRtp extends Leg {
    private final RtpPort port;

    OfRtp(String id, String callId, RtpPort port) {
      super(id, callId);
      this.port = requireNonNull(port, "port");
    }

    RtpPort port() {
      return port;
    }

    @Override
    Termination termination() {
      return port.termination();
    }

    @Override
    Optional<Termination> open() {
      return Optional.of(port.termination());
    }

    @Override
    void listenDigits() {}
  }
}
