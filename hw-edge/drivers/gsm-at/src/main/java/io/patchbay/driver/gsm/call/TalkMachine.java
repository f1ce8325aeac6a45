package io.patchbay.driver.gsm.call;

import io.patchbay.driver.gsm.call.CallInput.EndedBecause;
import io.patchbay.driver.gsm.call.CallInput.Gone;
import io.patchbay.driver.gsm.call.CallInput.GoneBecause;
import io.patchbay.driver.gsm.call.CallInput.Listed;
import io.patchbay.driver.gsm.call.CallInput.ModemLost;
import io.patchbay.driver.gsm.call.CallInput.Nothing;
import io.patchbay.driver.gsm.call.CallInput.Release;
import io.patchbay.driver.gsm.call.CallInput.Row;
import io.patchbay.driver.gsm.call.CallInput.Waits;
import io.patchbay.driver.gsm.call.CallState.Active;
import io.patchbay.driver.gsm.call.CallState.Announced;
import io.patchbay.driver.gsm.call.CallState.Ended;
import io.patchbay.driver.gsm.call.CallState.Offered;
import io.patchbay.driver.gsm.call.CallState.Releasing;
import io.patchbay.line.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The transitions of an answered call: the mobile calls that make it up, each as the modem lists
/// it.
///
/// The commander has one call that hears whichever of them is active. It lasts until the last one
/// that was answered is gone. Who waits then is offered as a call of its own. When the one that is
/// heard hangs up, the one on hold is taken back.
final class TalkMachine {
  /// A modem has one call active and one held.
  private static final int MOST = 2;

  private TalkMachine() {}

  static CallStep on(Active state, CallInput input, CallWaiting mode) {
    return switch (input) {
      case Row row -> row(state, row, mode);
      case Waits(int fresh, String number) ->
          row(state, new Row(fresh, 0, true, Phase.WAITING, number), mode);
      case Listed list -> listed(state, list);
      case Nothing _ -> over(state);
      case Gone _ -> state.lonely() ? over(state) : ask(state);
      case GoneBecause(Cause cause) ->
          state.lonely() ? CallMachine.released(state.call(), cause) : ask(state);
      case EndedBecause(int index, Cause cause) -> ended(state, index, cause);
      case ModemLost(Cause cause) -> CallMachine.released(state.call(), cause);
      case Release(Cause cause) -> CallStep.to(new Releasing(state.call(), cause));
      case CallInput.Command _, CallInput.Result _, CallInput.News _ -> CallStep.to(state);
    };
  }

  private static CallStep ask(Active state) {
    return CallStep.to(state, new CallEffect.AskRows());
  }

  private static CallStep row(Active state, Row row, CallWaiting mode) {
    Optional<Party> known = meant(state, row);
    if (known.isPresent()) {
      return row.phase() == Phase.RELEASED
          ? left(state, known.get(), Optional.empty())
          : moved(state, known.get(), row, mode);
    }
    boolean comes =
        row.incoming() && (row.phase() == Phase.WAITING || row.phase() == Phase.INCOMING);
    return comes ? comes(state, row, mode) : CallStep.to(state);
  }

  /// The party that a row is about: the one with its number, else one whose number is not known
  /// yet.
  private static Optional<Party> meant(Active state, Row row) {
    Optional<Party> listed = listed(state, row.index());
    return listed.isPresent() ? listed : unlisted(state, row);
  }

  private static Optional<Party> listed(Active state, int index) {
    return state.parties().stream()
        .filter(party -> index > 0 && party.index() == index)
        .findFirst();
  }

  /// Somebody who waits is not one who was answered; who waited may have been answered meanwhile.
  private static Optional<Party> unlisted(Active state, Row row) {
    boolean waits = row.phase() == Phase.WAITING;
    List<Party> open =
        state.parties().stream()
            .filter(party -> row.index() == 0 || party.index() == 0)
            .filter(party -> !(waits && party.answered()))
            .toList();
    return open.stream()
        .filter(party -> party.answered() != waits)
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  private static CallStep ended(Active state, int index, Cause cause) {
    Optional<Party> listed = listed(state, index);
    if (listed.isPresent()) {
      return left(state, listed.get(), Optional.of(cause));
    }
    boolean open = state.parties().stream().anyMatch(party -> party.index() == 0);
    return !open
        ? CallStep.to(state)
        : state.alone() ? CallMachine.released(state.call(), cause) : ask(state);
  }

  private static CallStep comes(Active state, Row row, CallWaiting mode) {
    if (state.parties().size() >= MOST || state.in(Phase.HELD).isPresent()) {
      return CallStep.to(state); // AT+CHLD=0 could end the one on hold
    }
    if (mode == CallWaiting.OFF) {
      return CallStep.to(state, new CallEffect.RefuseWaiting());
    }
    Party party = new Party(row.fresh(), row.index(), row.number(), Phase.WAITING);
    List<Party> parties = new ArrayList<>(state.parties());
    parties.add(party);
    List<CallEffect> effects = new ArrayList<>();
    effects.add(new CallEffect.ReportParty(state.call(), party));
    if (mode != CallWaiting.KEYS) {
      effects.add(new CallEffect.TakeWaiting(party.id()));
    }
    return new CallStep(new Active(state.call(), parties, state.came() + 1), effects);
  }

  private static CallStep moved(Active state, Party before, Row row, CallWaiting mode) {
    Party after = before.at(row.index()).named(row.number()).in(row.phase());
    Active next = state.with(after);
    List<CallEffect> effects = new ArrayList<>();
    boolean named = !after.answered() && !after.number().equals(before.number());
    if (named || after.phase() != before.phase()) {
      effects.add(new CallEffect.ReportParty(state.call(), after));
    }
    if (mode == CallWaiting.GREET && after.phase() == Phase.ACTIVE && !before.answered()) {
      effects.add(new CallEffect.HoldAgain(after.id()));
    }
    return new CallStep(next, effects);
  }

  /// A complete list: whom it has not is gone.
  private static CallStep listed(Active state, Listed list) {
    for (Party party : state.parties()) {
      boolean gone =
          party.index() > 0 ? list.without(party.index()) : !party.answered() && !state.alone();
      if (gone) {
        CallStep step = left(state, party, Optional.empty());
        return step.state() instanceof Active rest ? step.and(listed(rest, list)) : step;
      }
    }
    return CallStep.to(state);
  }

  private static CallStep left(Active state, Party party, Optional<Cause> told) {
    List<Party> rest = new ArrayList<>(state.parties());
    rest.remove(party);
    if (rest.isEmpty()) {
      return told.map(cause -> CallMachine.released(state.call(), cause))
          .orElseGet(() -> over(state));
    }
    Cause cause = told.orElse(Cause.NORMAL_CLEARING);
    if (rest.stream().noneMatch(Party::answered)) {
      return offered(state, rest.getFirst(), cause);
    }
    List<CallEffect> effects = new ArrayList<>();
    effects.add(new CallEffect.ReportLeft(state.call(), party, cause));
    if (rest.stream().noneMatch(other -> other.phase() == Phase.ACTIVE) && party.answered()) {
      effects.add(new CallEffect.TakeBack());
    }
    return new CallStep(new Active(state.call(), rest, state.came()), effects);
  }

  /// The call is over, and who waited rings now.
  private static CallStep offered(Active state, Party waiting, Cause cause) {
    CallEffect over = new CallEffect.ReportReleased(state.call(), cause);
    return waiting.number().isEmpty()
        ? CallStep.to(
            new Announced(waiting.id(), waiting.index()),
            over,
            new CallEffect.AwaitCaller(waiting.id()))
        : CallStep.to(
            new Offered(waiting.id(), waiting.index()),
            over,
            new CallEffect.ReportOffered(waiting.id(), waiting.number()));
  }

  private static CallStep over(Active state) {
    return CallStep.to(new Ended(state.call(), Cause.NORMAL_CLEARING), new CallEffect.AskCause());
  }
}
