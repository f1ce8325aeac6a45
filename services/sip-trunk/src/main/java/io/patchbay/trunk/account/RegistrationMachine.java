package io.patchbay.trunk.account;

import io.patchbay.trunk.account.Registration.Bound;
import io.patchbay.trunk.account.Registration.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps an account registered (RFC 3261 §10.2): refreshes before the registrar forgets us, asks
/// for longer when it must (423), answers challenges, goes to the next server when one does not
/// answer and back to the first as soon as that does. Pure; time comes with the events.
final class RegistrationMachine {
  /// On a backup server the first one is tried so often.
  static final Duration RETURN = Duration.ofSeconds(60);

  /// The first pause after no server answered, and the longest (RFC 5626 §4.5 has 30 s and 1800 s).
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// After a refusal: trying more often would look like guessing.
  private static final Duration FIRST_REFUSED = Duration.ofSeconds(60);

  private static final Duration LONGEST_REFUSED = Duration.ofMinutes(30);
  private static final int MAX_RETRY_AFTER_S = 3600;

  /// Longer than any document may ask for.
  private static final int MAX_EXPIRES_S = 3_932_100;

  private static final int MAX_ROUNDS = 3;

  private RegistrationMachine() {}

  /// The next state and what is to be done, in order.
  record Step(Registration state, List<RegAction> actions) {
    Step {
      actions = List.copyOf(actions);
    }

    static Step to(Registration state, RegAction... actions) {
      return new Step(state, List.of(actions));
    }
  }

  /// @param servers how many there are to be asked
  static Step on(Registration state, RegEvent event, int servers) {
    return switch (event) {
      case RegEvent.Begin _ ->
          switch (state.phase()) {
            case OFF, LEAVING -> attempt(state, 0);
            case TRYING, REGISTERED, WAITING -> Step.to(state);
          };
      case RegEvent.End(Instant at, boolean unregister) -> end(state, at, unregister);
      case RegEvent.Due _ ->
          switch (state.phase()) {
            case REGISTERED, WAITING -> attempt(state, 0);
            case OFF, TRYING, LEAVING -> Step.to(state);
          };
      case RegEvent.Granted granted -> granted(state, granted);
      case RegEvent.Challenged(Instant _, Challenge challenge) -> challenged(state, challenge);
      case RegEvent.TooBrief(Instant _, int min) -> tooBrief(state, min);
      case RegEvent.Refused refused ->
          unavailable(refused.status())
              ? next(state, words(refused), refused.retryAfterS(), servers)
              : refused(state, words(refused), refused.retryAfterS());
      case RegEvent.Unreachable(Instant _, String why) -> next(state, why, 0, servers);
    };
  }

  private static String words(RegEvent.Refused refused) {
    return "the registrar says "
        + refused.status()
        + (refused.phrase().isEmpty() ? "" : " " + refused.phrase());
  }

  /// Another server may do what this one does not (RFC 3263 §4.3, RFC 3261 §21.5).
  static boolean unavailable(int status) {
    return status == 408 || status == 430 || (status >= 500 && status < 600);
  }

  /// A fresh attempt; a server that has asked for a password before gets it at once.
  private static Step attempt(Registration before, int server) {
    Registration state = before.at(server).to(Phase.TRYING);
    Challenge known = state.challenge();
    Challenge proof = known == null ? null : known.used();
    return Step.to(
        state.with(proof, 0),
        new RegAction.Send(server, state.expiresS(), proof),
        new RegAction.Report());
  }

  private static Step end(Registration state, Instant at, boolean unregister) {
    Bound bound = state.bound();
    if (!unregister || bound == null || !state.bound(at)) {
      return off(state);
    }
    Registration leaving = state.at(bound.server()).to(Phase.LEAVING);
    Challenge known = leaving.challenge();
    Challenge proof = known == null ? null : known.used();
    return Step.to(
        leaving.with(proof, 0),
        new RegAction.Sleep(),
        new RegAction.Send(bound.server(), 0, proof));
  }

  private static Step off(Registration state) {
    return Step.to(state.unbound().to(Phase.OFF), new RegAction.Sleep(), new RegAction.Report());
  }

  private static Step granted(Registration state, RegEvent.Granted granted) {
    return switch (state.phase()) {
      case LEAVING -> off(state);
      case OFF, REGISTERED, WAITING -> Step.to(state);
      case TRYING -> {
        if (granted.expiresS() <= 0) {
          yield refused(state, "the registrar has taken our contact off its answer", 0);
        }
        Bound bound =
            new Bound(
                state.server(),
                granted.at().plusSeconds(granted.expiresS()),
                granted.serviceRoutes(),
                granted.gruu());
        Duration refresh = refresh(granted.expiresS());
        boolean backup = state.server() > 0;
        yield Step.to(
            state.granted(bound).to(Phase.REGISTERED),
            new RegAction.Wake(backup && refresh.compareTo(RETURN) > 0 ? RETURN : refresh),
            new RegAction.Report());
      }
    };
  }

  /// A fifth of the time before the end, 2 s at least and a minute at most.
  static Duration refresh(int expiresS) {
    return Duration.ofSeconds(Math.max(1, expiresS - Math.clamp(expiresS / 5, 2, 60)));
  }

  private static Step challenged(Registration state, @Nullable Challenge challenge) {
    if (state.phase() != Phase.TRYING && state.phase() != Phase.LEAVING) {
      return Step.to(state);
    }
    if (challenge == null) {
      return refused(state, "the registrar asks for a password in a way we cannot answer", 0);
    }
    boolean again = state.rounds() == 0 || (challenge.stale() && state.rounds() < MAX_ROUNDS);
    if (!again) {
      return refused(state.with(null, 0), "the registrar does not take auth-user and password", 0);
    }
    Challenge proof = challenge.used();
    int expires = state.phase() == Phase.LEAVING ? 0 : state.expiresS();
    return Step.to(
        state.with(proof, state.rounds() + 1), new RegAction.Send(state.server(), expires, proof));
  }

  private static Step tooBrief(Registration state, int minS) {
    if (state.phase() != Phase.TRYING) {
      return state.phase() == Phase.LEAVING ? off(state) : Step.to(state);
    }
    if (minS <= state.expiresS() || minS > MAX_EXPIRES_S) {
      return refused(
          state, "the registrar says 423 and wants " + minS + " s, asked " + state.expiresS(), 0);
    }
    Challenge known = state.challenge();
    Challenge proof = known == null ? null : known.used();
    return Step.to(
        state.asking(minS).with(proof, 0), new RegAction.Send(state.server(), minS, proof));
  }

  private static Step next(Registration state, String why, int retryAfterS, int servers) {
    return switch (state.phase()) {
      case LEAVING -> off(state);
      case OFF, REGISTERED, WAITING -> Step.to(state);
      case TRYING -> {
        if (state.server() + 1 < servers) {
          yield attempt(state, state.server() + 1);
        }
        yield wait(
            state.failed(why), pause(retryAfterS, state.failures(), FIRST_PAUSE, LONGEST_PAUSE));
      }
    };
  }

  private static Step refused(Registration state, String why, int retryAfterS) {
    return switch (state.phase()) {
      case LEAVING -> off(state);
      case OFF, REGISTERED, WAITING -> Step.to(state);
      case TRYING ->
          wait(
              state.failed(why),
              pause(retryAfterS, state.failures(), FIRST_REFUSED, LONGEST_REFUSED));
    };
  }

  private static Step wait(Registration state, Duration pause) {
    List<RegAction> actions = new ArrayList<>();
    actions.add(new RegAction.Wake(pause));
    actions.add(new RegAction.Report());
    return new Step(state.to(Phase.WAITING), actions);
  }

  /// What the registrar says, else twice as long with every failure.
  private static Duration pause(int retryAfterS, int failures, Duration first, Duration longest) {
    if (retryAfterS > 0) {
      return Duration.ofSeconds(Math.min(retryAfterS, MAX_RETRY_AFTER_S));
    }
    Duration pause = first.multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
