package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.Optional;

/// What the line's one call is doing.
public sealed interface CallState {
  /// No call.
  record Idle() implements CallState {}

  /// The modem rings; not yet reported, the caller's number is still awaited.
  record Announced(int call, int index) implements CallState {}

  /// A call that the line's commander knows of, and that the modem has a number for.
  sealed interface Live extends CallState {
    /// The modem's number for the call, 0 while unknown.
    int index();

    /// The same, now that the modem's number is known.
    Live at(int index);
  }

  /// A call of ours that is not through yet.
  sealed interface Outgoing extends Live {}

  /// A call for us that is not through yet.
  sealed interface Incoming extends Live {}

  /// ATD was sent; nothing is known of the far end.
  record Dialling(int call, int index) implements Outgoing {
    @Override
    public Dialling at(int known) {
      return new Dialling(call, known);
    }
  }

  /// The far end rings.
  record Alerting(int call, int index) implements Outgoing {
    @Override
    public Alerting at(int known) {
      return new Alerting(call, known);
    }
  }

  /// The modem rings, and the line reported it.
  record Offered(int call, int index) implements Incoming {
    @Override
    public Offered at(int known) {
      return new Offered(call, known);
    }
  }

  /// ATA was sent.
  record Answering(int call, int index) implements Incoming {
    @Override
    public Answering at(int known) {
      return new Answering(call, known);
    }
  }

  /// Talking.
  ///
  /// @param parties the mobile calls that the call consists of, one of them at least
  /// @param came how many there were so far
  record Active(int call, List<Party> parties, int came) implements Live {
    public Active {
      parties = List.copyOf(parties);
      if (parties.isEmpty()) {
        throw new IllegalArgumentException("call " + call + " without a party");
      }
    }

    /// With one party.
    public Active(int call, int index) {
      this(call, List.of(new Party(call, index, "", Phase.ACTIVE)), 1);
    }

    /// Only one mobile call is there.
    public boolean alone() {
      return parties.size() == 1;
    }

    /// The modem's number for the party that is heard; of the first, when none is.
    @Override
    public int index() {
      return in(Phase.ACTIVE).orElse(parties.getFirst()).index();
    }

    /// A party in this phase.
    public Optional<Party> in(Phase phase) {
      return parties.stream().filter(party -> party.phase() == phase).findFirst();
    }

    @Override
    public Active at(int known) {
      return alone() ? with(parties.getFirst().at(known)) : this;
    }

    Active with(Party changed) {
      return new Active(
          call,
          parties.stream().map(party -> party.id() == changed.id() ? changed : party).toList(),
          came);
    }

    /// There was never more than this one party: NO CARRIER can only mean it.
    boolean lonely() {
      return came == 1;
    }
  }

  /// We hang up, and report this cause then.
  record Releasing(int call, Cause cause) implements CallState {}

  /// It is over; the modem is being asked why.
  ///
  /// @param otherwise the cause when the modem does not know
  record Ended(int call, Cause otherwise) implements CallState {}

  /// The line's number for the call, 0 when there is none.
  default int call() {
    return 0;
  }
}
