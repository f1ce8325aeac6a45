package io.patchbay.routing;

import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_FORWARD_BUSY;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_FORWARD_NO_ANSWER;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.Resolution.Found;
import io.patchbay.routing.Resolution.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls for a phone or extension that wants none, or that sends them on (catalogue H-127 to
/// H-135).
///
/// Where a call may be tried at several places nobody of them sends it on. A forwarding that is not
/// allowed any more is as if it were not there; one that goes in circles ends the call.
public final class DivertRule implements RoutingRule {
  private static final int RING_S = 20;

  @Override
  public String name() {
    return "divert";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    if (!(inquiry.resolution() instanceof Found found) || AdmitRule.asksFirst(inquiry)) {
      return Verdict.pass();
    }
    if (!found.then().isEmpty()) {
      return undisturbed(inquiry, found);
    }
    return switch (always(inquiry, found)) {
      case Verdict.Decided decided -> decided;
      case Verdict.Changed(Inquiry there, List<Note> notes) -> otherwise(there, notes);
      case Verdict.Pass(List<Note> notes) -> otherwise(inquiry, notes);
    };
  }

  private static PhoneState state(Inquiry inquiry, Destination to) {
    return phone(inquiry, to)
        .map(caller -> inquiry.lines().phone(caller.key()))
        .orElse(PhoneState.NONE);
  }

  /// The phone or extension at a place; empty: it is something else.
  private static Optional<Caller> phone(Inquiry inquiry, Destination to) {
    Caller caller =
        to.getExtension().isEmpty()
            ? new Caller(OriginKind.ORIGIN_KIND_LINE, to.getLine())
            : new Caller(OriginKind.ORIGIN_KIND_EXTENSION, to.getExtension());
    return !caller.name().isEmpty() && inquiry.plan().featureCodes().isPhone(caller.key())
        ? Optional.of(caller)
        : Optional.empty();
  }

  /// Of several places those that want calls.
  private static Verdict undisturbed(Inquiry inquiry, Found found) {
    List<Found> open =
        found.all().stream()
            .filter(one -> !state(inquiry, one.to()).has(PHONE_FEATURE_DO_NOT_DISTURB))
            .toList();
    if (open.size() == found.all().size()) {
      return Verdict.pass();
    }
    return open.isEmpty()
        ? disturbed("everybody there")
        : Verdict.changed(
            inquiry.withResolution(open.getFirst().before(open.subList(1, open.size()))),
            "without who wants no calls: " + open.size() + " places are left");
  }

  private static Verdict disturbed(String who) {
    return Verdict.refuse(Refusal.BUSY, who + " wants no calls (do-not-disturb)");
  }

  /// Who wants no calls, and who sends all of them on, from one to the next.
  private static Verdict always(Inquiry inquiry, Found found) {
    PhoneState state = state(inquiry, found.to());
    if (state.has(PHONE_FEATURE_DO_NOT_DISTURB)) {
      return disturbed(Targets.words(found.to()));
    }
    Optional<String> number = state.forward(PHONE_FEATURE_FORWARD_ALWAYS);
    return number.isEmpty()
        ? Verdict.pass()
        : onward(inquiry, found, PHONE_FEATURE_FORWARD_ALWAYS, number.get());
  }

  /// As it goes on, and on from there; passed when that is not allowed.
  private static Verdict onward(Inquiry inquiry, Found found, PhoneFeature feature, String number) {
    Verdict sent = sent(inquiry, found, feature, number);
    if (!(sent instanceof Verdict.Changed(Inquiry there, List<Note> notes)
        && there.resolution() instanceof Found next
        && next.then().isEmpty())) {
      return sent;
    }
    return switch (always(there, next)) {
      case Verdict.Pass(List<Note> more) -> new Verdict.Changed(there, both(notes, more));
      case Verdict.Changed(Inquiry on, List<Note> more) ->
          new Verdict.Changed(on, both(notes, more));
      case Verdict.Decided(Decision decision, List<Note> more) ->
          new Verdict.Decided(decision, both(notes, more));
    };
  }

  private static List<Note> both(List<Note> first, List<Note> then) {
    List<Note> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  private static Verdict sent(Inquiry inquiry, Found found, PhoneFeature feature, String number) {
    String words = Targets.words(found.to()) + ": " + PhoneWords.of(feature) + " " + number;
    Caller phone = phone(inquiry, found.to()).orElseThrow();
    return switch (Forwarding.go(inquiry, phone, number)) {
      case Verdict.Decided(Decision refused, List<Note> notes)
          when refused.getSipStatus() == Refusal.LOOP.sipStatus() ->
          new Verdict.Decided(refused, both(Note.all(words), notes));
      case Verdict.Decided(Decision refused, _) ->
          Verdict.pass(words + " is not carried out: " + refused.getReason());
      case Verdict.Changed(Inquiry there, List<Note> notes)
          when there.resolution() instanceof Found next ->
          new Verdict.Changed(
              there.withResolution(
                  next.each(
                      one -> one.sent(found.sent().by(Inquiry.number(inquiry.plan(), phone))))),
              both(Note.all(words), notes));
      case Verdict other -> Verdict.pass(words + " leads nowhere: " + other.notes());
    };
  }

  /// Where the call goes when the phone is busy or does not answer.
  private static Verdict otherwise(Inquiry inquiry, List<Note> before) {
    if (!(inquiry.resolution() instanceof Found found) || !found.then().isEmpty()) {
      return before.isEmpty() ? Verdict.pass() : new Verdict.Changed(inquiry, before);
    }
    PhoneState state = state(inquiry, found.to());
    List<Note> notes = new ArrayList<>(before);
    Found all = found;
    for (PhoneFeature feature :
        List.of(PHONE_FEATURE_FORWARD_BUSY, PHONE_FEATURE_FORWARD_NO_ANSWER)) {
      Optional<String> number = state.forward(feature);
      if (number.isPresent()) {
        Verdict verdict = onward(inquiry, found, feature, number.get());
        notes.addAll(verdict.notes());
        if (verdict instanceof Verdict.Changed(Inquiry there, _)
            && there.resolution() instanceof Found next) {
          boolean busy = feature == PHONE_FEATURE_FORWARD_BUSY;
          all = all.then(next, busy ? Sent.BUSY : Sent.NO_ANSWER);
          all = busy ? all : all.ringing(seconds(inquiry));
        }
      }
    }
    return notes.isEmpty()
        ? Verdict.pass()
        : new Verdict.Changed(inquiry.withResolution(all), notes);
  }

  private static int seconds(Inquiry inquiry) {
    int given = inquiry.plan().documents().settings().getForwardNoAnswerS();
    return given == 0 ? RING_S : given;
  }
}
