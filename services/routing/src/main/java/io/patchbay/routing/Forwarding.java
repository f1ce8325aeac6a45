package io.patchbay.routing;

import io.patchbay.proto.policy.v1.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call that a phone sends on: judged as a call of the phone itself, so that it goes nowhere the
/// phone may not call (catalogue E3).
final class Forwarding {
  private static final List<RoutingRule> WAY =
      List.of(
          new NormaliseRule(),
          new AuthoriseRule(),
          new RewriteRule(),
          new ShieldRule(),
          new LoopRule());

  private Forwarding() {}

  /// Why a phone's calls cannot be sent on there; empty: they can.
  static Optional<Decision> problem(Inquiry phone, String number) {
    return switch (judged(phone.dialling(number))) {
      case Verdict.Decided refused -> Optional.of(refused.decision());
      case Verdict.Changed(Inquiry there, _)
          when there.resolution() instanceof Resolution.Found found
              && found.to().getExtension().equals(phone.caller().name()) ->
          Optional.of(Refusal.LOOP.decision(phone.caller() + " would send calls on to itself"));
      case Verdict.Changed _, Verdict.Pass _ -> Optional.empty();
    };
  }

  /// The call as it goes on, or why it cannot.
  static Verdict go(Inquiry inquiry, Caller phone, String number) {
    return judged(inquiry.sentOn(phone, number));
  }

  private static Verdict judged(Inquiry onward) {
    if (onward.emergencyNumber().isPresent()) {
      return Verdict.refuse(
          Refusal.NOT_ALLOWED, "calls are not sent on to the emergency number " + onward.called());
    }
    Inquiry now = onward;
    List<Note> notes = new ArrayList<>();
    for (RoutingRule rule : WAY) {
      Verdict verdict = rule.judge(now);
      notes.addAll(verdict.notes());
      switch (verdict) {
        case Verdict.Pass _ -> {}
        case Verdict.Changed(Inquiry changed, _) -> now = changed;
        case Verdict.Decided decided -> {
          return decided;
        }
      }
    }
    return new Verdict.Changed(now, notes);
  }
}
