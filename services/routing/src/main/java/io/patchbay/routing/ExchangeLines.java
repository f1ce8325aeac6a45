package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Lifeline;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PassThroughSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.emergency.EmergencyEngine;
import io.patchbay.routing.emergency.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which phone stands on which exchange line (PSTN pass-through, catalogue H-153 to H-159), and by
/// which line an `L:` rule sends a call (H-112, H-165). Immutable.
final class ExchangeLines {
  private static final int RINGS = 4;
  private static final int RING_PERIOD_S = 5;

  private final Documents documents;
  private final EmergencyEngine places;
  private final Map<String, String> lineOfPhone = new HashMap<>();

  ExchangeLines(Documents documents, EmergencyEngine places) {
    this.documents = documents;
    this.places = places;
    documents
        .lines()
        .forEach((name, line) -> {
          if (line.hasPassThrough() && line.getKind() == LineKind.LINE_KIND_FXO) {
            lineOfPhone.putIfAbsent(line.getPassThrough().getPhone(), name);
          }
        });
  }

  /// A call that comes in on the line of a phone rings it first; empty: the line has none that it
  /// rings.
  Optional<Resolution.Found> rings(Caller caller, String called) {
    LineSpec line = line(caller.name());
    PassThroughSpec spec = line.getPassThrough();
    if (caller.kind() != OriginKind.ORIGIN_KIND_LINE
        || !caller.name().equals(lineOfPhone.get(spec.getPhone()))
        || spec.getSilent()
        || lifeline(spec) == Lifeline.LIFELINE_NEVER) {
      return Optional.empty();
    }
    Destination phone = Destination.newBuilder().setLine(spec.getPhone()).build();
    String why = "phone " + spec.getPhone() + " stands on line " + caller.name();
    if (!line.hasIncoming()) {
      return Optional.of(new Resolution.Found(phone, called, why));
    }
    int rings = spec.getRings() == 0 ? RINGS : spec.getRings();
    String then = ", after " + rings + " rings " + Targets.words(line.getIncoming());
    return Optional.of(
        new Resolution.Found(
            phone,
            called,
            why + then,
            List.of(
                new Resolution.Found(
                    line.getIncoming(), Targets.number(line.getIncoming(), called), then)),
            rings * RING_PERIOD_S));
  }

  /// What a phone dials for its exchange line: the access code, or anything while it is always on
  /// that line; empty: the number is for others to judge.
  Optional<Resolution> dials(Caller caller, String called) {
    Optional<String> own = own(caller);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    PassThroughSpec spec = line(own.get()).getPassThrough();
    boolean code = called.equals(accessCode(spec));
    return switch (lifeline(spec)) {
      case LIFELINE_ALWAYS ->
          Optional.of(
              out(own.get(), code ? "" : called, caller + " is always on line " + own.get()));
      case LIFELINE_NEVER ->
          code ? Optional.of(never(caller, called, own.get())) : Optional.empty();
      case LIFELINE_UNSPECIFIED, LIFELINE_AUTO, UNRECOGNIZED ->
          code
              ? Optional.of(out(own.get(), "", called + " is the access code of " + own.get()))
              : Optional.empty();
    };
  }

  /// Where an `L:` alternative sends a caller; empty: he has no exchange line.
  ///
  /// @param why up to the line's name
  Optional<Resolution> byRule(Caller caller, String number, String why) {
    Optional<String> own = own(caller);
    if (own.isPresent()) {
      return Optional.of(
          lifeline(line(own.get()).getPassThrough()) == Lifeline.LIFELINE_NEVER
              ? never(caller, number, own.get())
              : out(own.get(), number, why + own.get()));
    }
    List<Resolution.Found> lines =
        here(caller).stream().map(line -> out(line, number, why + line)).toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Resolution.Found(
                lines.getFirst().to(),
                number,
                lines.getFirst().why(),
                lines.subList(1, lines.size())));
  }

  /// The exchange lines where a phone or somebody of a site is.
  private List<String> here(Caller caller) {
    boolean fromOutside =
        caller.kind() == OriginKind.ORIGIN_KIND_LINE
            && line(caller.name()).getKind() != LineKind.LINE_KIND_FXS;
    Place place = places.place(caller.key());
    return fromOutside
        ? List.of()
        : documents.lines().entrySet().stream()
            .filter(line -> line.getValue().getKind() == LineKind.LINE_KIND_FXO)
            .filter(line -> place.edges().contains(line.getValue().getEdge()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
  }

  /// A phone's call for a trunk goes out by the exchange line when the trunk cannot be reached.
  ///
  /// @param dialled by the phone
  Resolution withLifeline(Caller caller, String dialled, Resolution resolution) {
    Optional<String> own =
        own(caller).filter(line -> lifeline(line(line).getPassThrough()) == Lifeline.LIFELINE_AUTO);
    boolean away =
        resolution instanceof Resolution.Found found
            && (!found.to().getTrunk().isEmpty() || !found.to().getUri().isEmpty());
    return own.isPresent() && away && resolution instanceof Resolution.Found found
        ? found.then(out(own.get(), dialled, "else line " + own.get() + ", its lifeline"))
        : resolution;
  }

  /// Why a phone is not to be called by somebody; empty: it is.
  Optional<String> against(Caller caller, String phone) {
    String own = lineOfPhone.getOrDefault(phone, "");
    boolean always = lifeline(line(own).getPassThrough()) == Lifeline.LIFELINE_ALWAYS;
    boolean mine = caller.equals(new Caller(OriginKind.ORIGIN_KIND_LINE, own));
    return always && !mine ? Optional.of("always on line " + own) : Optional.empty();
  }

  /// A phone that its exchange line is no help to when the gateway is away.
  boolean never(String phone) {
    String own = lineOfPhone.getOrDefault(phone, "");
    return lifeline(line(own).getPassThrough()) == Lifeline.LIFELINE_NEVER;
  }

  /// Somebody has taken note of that.
  boolean neverConfirmed(String phone) {
    return line(lineOfPhone.getOrDefault(phone, "")).getPassThrough().getLifelineNeverConfirmed();
  }

  /// What each phone dials to hear its exchange line.
  Map<String, String> accessCodes() {
    Map<String, String> codes = new HashMap<>();
    lineOfPhone.forEach((phone, line) -> {
      if (!never(phone)) {
        codes.put(phone, accessCode(line(line).getPassThrough()));
      }
    });
    return codes;
  }

  private Optional<String> own(Caller caller) {
    return caller.kind() == OriginKind.ORIGIN_KIND_LINE
        ? Optional.ofNullable(lineOfPhone.get(caller.name()))
        : Optional.empty();
  }

  private LineSpec line(String name) {
    return documents.lines().getOrDefault(name, LineSpec.getDefaultInstance());
  }

  private static String accessCode(PassThroughSpec spec) {
    return "*" + (spec.getAccessCode().isEmpty() ? "00" : spec.getAccessCode());
  }

  private static Lifeline lifeline(PassThroughSpec spec) {
    return spec.getLifeline() == Lifeline.LIFELINE_UNSPECIFIED
        ? Lifeline.LIFELINE_AUTO
        : spec.getLifeline();
  }

  private static Resolution.Found out(String line, String number, String why) {
    return new Resolution.Found(Destination.newBuilder().setLine(line).build(), number, why);
  }

  private static Resolution never(Caller caller, String number, String line) {
    return new Resolution.Rejected(
        caller + " calls " + number + " by line " + line + ", whose lifeline is never");
  }
}
