package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Entered;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.emergency.Place;
import java.time.Instant;
import java.util.Optional;

/// One question as a step sees it: who asks, what number, where the dial plan would send it, and
/// what the steps before have made of the decision. Immutable.
///
/// @param called as dialled, separators removed; a line's own number when nothing was dialled
/// @param e164 the public numbers in question; none until `normalise` has looked
/// @param resolution what the dial plan says, before anybody asked whether it is allowed; unknown
///   until `normalise` has looked it up
/// @param draft the decision as it would be now: targets in the order they are tried, limits, the
///   number shown. It becomes the decision when no step decides otherwise and it has a target
/// @param back who called for help and is called first, whatever the steps decide; see [CallBack]
public record Inquiry(
    RouteRequest request,
    Caller caller,
    String called,
    E164 e164,
    Resolution resolution,
    Plan plan,
    LineStates lines,
    Decision draft,
    Optional<Target> back) {
  public Inquiry {
    requireNonNull(request, "request");
    requireNonNull(resolution, "resolution");
    requireNonNull(draft, "draft");
  }

  static Inquiry of(RouteRequest request, Plan plan, LineStates lines) {
    Caller caller = new Caller(request.getOriginKind(), request.getOrigin());
    String called = plan.called(caller, request.getCalledNumber());
    Decision.Builder draft = Decision.newBuilder().setCallingNumber(request.getCallingNumber());
    if (caller.kind() == OriginKind.ORIGIN_KIND_EXTENSION) {
      draft.setCallingNumber(caller.name()).setCallingName(plan.displayName(caller.name()));
    }
    Resolution nowhere = new Resolution.Unknown(called + " was not looked up");
    return new Inquiry(
        request, caller, called, E164.NONE, nowhere, plan, lines, draft.build(), Optional.empty());
  }

  /// When the call began; the epoch when nobody said.
  public Instant at() {
    return Timestamps.isValid(request.getAt())
        ? Instant.ofEpochSecond(request.getAt().getSeconds(), request.getAt().getNanos())
        : Instant.EPOCH;
  }

  /// A number the caller dials as E.164; empty when it is no public number. What `normalise` has
  /// found is not looked for again.
  Optional<String> publicNumber(String number) {
    return !e164.called().isEmpty() && (number.equals(called) || number.equals(e164.called()))
        ? Optional.of(e164.called())
        : plan.numberings().of(caller).e164(number);
  }

  /// The same caller dials another number.
  Inquiry dialling(String number) {
    Entered known = request.getEntered().toBuilder().clearNumber().build();
    return of(request.toBuilder().setCalledNumber(number).setEntered(known).build(), plan, lines);
  }

  /// As a phone sends it on: a call of that phone's, which shows the caller it had.
  Inquiry sentOn(Caller phone, String number) {
    RouteRequest onward =
        request.toBuilder()
            .setOriginKind(phone.kind())
            .setOrigin(phone.name())
            .setCalledNumber(number)
            .clearDivertedBy()
            .addDivertedBy(number(plan, phone))
            .addAllDivertedBy(request.getDivertedByList())
            .setRedirected(true)
            .clearEntered()
            .build();
    Inquiry fresh = of(onward, plan, lines);
    return new Inquiry(
        onward, fresh.caller, fresh.called, fresh.e164, fresh.resolution, plan, lines, draft, back);
  }

  /// The number of a phone or extension; its name where it has none.
  static String number(Plan plan, Caller phone) {
    return plan.called(phone, phone.kind() == OriginKind.ORIGIN_KIND_LINE ? "" : phone.name());
  }

  /// Where the caller is, for emergency numbers.
  Place place() {
    return plan.emergency().place(caller.key());
  }

  /// The emergency number that is dialled, with or without an outside prefix; also one that a SIM
  /// card or network at the caller's place tells.
  Optional<String> emergencyNumber() {
    Place place = place();
    return plan.emergency(
        called,
        place,
        number ->
            plan.emergency().tellers(place).stream()
                .anyMatch(line -> lines.emergencyNumbers(line).contains(number)));
  }

  /// With another number dialled.
  Inquiry calling(String number) {
    return new Inquiry(request, caller, number, e164, resolution, plan, lines, draft, back);
  }

  /// With the public numbers.
  Inquiry withE164(E164 known) {
    return new Inquiry(request, caller, called, known, resolution, plan, lines, draft, back);
  }

  /// With another destination.
  public Inquiry withResolution(Resolution other) {
    return new Inquiry(request, caller, called, e164, other, plan, lines, draft, back);
  }

  /// With another draft.
  public Inquiry withDraft(Decision other) {
    return new Inquiry(request, caller, called, e164, resolution, plan, lines, other, back);
  }

  /// That goes to this target before any other.
  Inquiry backTo(Target target) {
    return new Inquiry(
        request, caller, called, e164, resolution, plan, lines, draft, Optional.of(target));
  }

  /// Who called for help is called first whatever the call has become since.
  Inquiry after(Inquiry before) {
    return back.isPresent() || before.back.isEmpty() ? this : backTo(before.back.get());
  }

  /// The numbers as E.164 with `+`; empty what is no public number.
  public record E164(String called, String calling) {
    static final E164 NONE = new E164("", "");

    public E164 {
      requireNonNull(called, "called");
      requireNonNull(calling, "calling");
    }
  }
}
