package io.patchbay.routing;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.LoopSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.util.Optional;

/// Calls that would go round in circles (catalogue E3, D13): sent on too often or back to who sent
/// them on, out by the trunk they came from, and from one of our lines to another by way of the
/// network. 482, cause 25.
public final class LoopRule implements RoutingRule {
  private static final int DIVERSIONS = 5;

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    if (!(inquiry.resolution() instanceof Resolution.Found found)) {
      return Verdict.pass();
    }
    return diversions(inquiry)
        .or(() -> hairPin(inquiry, found))
        .or(() -> ourOwnCall(inquiry))
        .map(why -> Verdict.refuse(Refusal.LOOP, why))
        .orElseGet(() -> ownNumber(inquiry, found));
  }

  private static LoopSpec settings(Inquiry inquiry) {
    return inquiry.plan().documents().settings().getLoops();
  }

  private static Optional<String> diversions(Inquiry inquiry) {
    RouteRequest request = inquiry.request();
    int limit =
        settings(inquiry).getMaxDiversions() == 0
            ? DIVERSIONS
            : settings(inquiry).getMaxDiversions();
    if (request.getDivertedByCount() > limit) {
      return Optional.of(
          "sent on " + request.getDivertedByCount() + " times, at most " + limit + " are allowed");
    }
    return request.getDivertedByList().stream()
        .filter(number -> inquiry.plan().ownNumbers().same(number, inquiry.called()))
        .findFirst()
        .map(number -> number + " has sent the call on already");
  }

  private static Optional<String> hairPin(Inquiry inquiry, Resolution.Found found) {
    Caller caller = inquiry.caller();
    String trunk = found.to().getTrunk();
    boolean back =
        caller.kind() == OriginKind.ORIGIN_KIND_TRUNK
            && caller.name().equals(trunk)
            && !inquiry.request().getRedirected();
    TrunkSpec spec =
        inquiry.plan().documents().trunks().getOrDefault(trunk, TrunkSpec.getDefaultInstance());
    return back && !spec.getHairPin()
        ? Optional.of("it would go back to trunk " + trunk + ", where it comes from")
        : Optional.empty();
  }

  /// A call that comes in from a line of ours which is in a call now is that call.
  private static Optional<String> ourOwnCall(Inquiry inquiry) {
    Caller caller = inquiry.caller();
    String calling = inquiry.request().getCallingNumber();
    if (!comesIn(inquiry, caller) || calling.isEmpty()) {
      return Optional.empty();
    }
    return inquiry.plan().ownNumbers().lines(calling).stream()
        .filter(line -> !line.equals(caller.name()))
        .filter(line -> inquiry.lines().of(line).condition() == LineUse.Condition.BUSY)
        .findFirst()
        .map(line -> "line " + line + " of ours calls line " + caller.name() + " of ours");
  }

  /// A call to the number of one of our lines: inside where the settings say so, else told.
  private static Verdict ownNumber(Inquiry inquiry, Resolution.Found found) {
    if (comesIn(inquiry, inquiry.caller()) || !AuthoriseRule.leaves(inquiry.plan(), found.to())) {
      return Verdict.pass();
    }
    Optional<String> line = inquiry.plan().ownNumbers().lines(found.number()).stream().findFirst();
    if (line.isEmpty()) {
      return Verdict.pass();
    }
    String why = found.number() + " is the number of our line " + line.get();
    if (!settings(inquiry).getOwnNumbersInside()) {
      return Verdict.pass(why);
    }
    Resolution inside =
        NormaliseRule.known(
                Inquiry.of(
                    inquiry.request().toBuilder()
                        .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
                        .setOrigin(line.get())
                        .setCallingNumber(inquiry.draft().getCallingNumber())
                        .clearCalledNumber()
                        .build(),
                    inquiry.plan(),
                    inquiry.lines()))
            .resolution();
    return inside instanceof Resolution.Found
        ? Verdict.changed(inquiry.withResolution(inside), why, inside.why())
        : Verdict.refuse(Refusal.UNKNOWN_NUMBER, why + ": " + inside.why());
  }

  private static boolean comesIn(Inquiry inquiry, Caller caller) {
    LineSpec line =
        inquiry
            .plan()
            .documents()
            .lines()
            .getOrDefault(caller.name(), LineSpec.getDefaultInstance());
    return caller.kind() == OriginKind.ORIGIN_KIND_LINE && line.getKind() != LineKind.LINE_KIND_FXS;
  }
}
