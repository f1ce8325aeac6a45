package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.run.Desk.LineView;
import io.patchbay.line.LineKind;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.LineUse;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.PhoneState;
import io.patchbay.routing.Router;
import io.patchbay.routing.emergency.HelpCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a call goes that the edge decides by itself: by the router that decides everywhere, on
/// lines of this edge. Pure.
///
/// @param decision the router's
/// @param targets those of them that can be reached from here, in order
/// @param trace why they are not all
record LocalPlan(Decision decision, List<Target> targets, String trace) {
  /// Nothing is decided yet.
  static final LocalPlan NONE = new LocalPlan(Decision.getDefaultInstance(), List.of(), "");

  LocalPlan {
    requireNonNull(decision, "decision");
    requireNonNull(trace, "trace");
    targets = List.copyOf(targets);
  }

  /// @param request of a line of this edge
  static LocalPlan of(Router router, RouteRequest request, List<LineView> lines, Past past) {
    Decision decision = router.route(request, states(lines, past));
    Set<String> here = lines.stream().map(LineView::name).collect(Collectors.toSet());
    String from = request.getOrigin();
    List<Target> targets =
        decision.getTargetsList().stream()
            .filter(target -> here.contains(target.getLine()) && !target.getLine().equals(from))
            .toList();
    boolean outside =
        lines.stream().anyMatch(line -> line.name().equals(from) && line.kind() != LineKind.FXS);
    if (!targets.isEmpty() || !outside || decision.getTargetsCount() == 0) {
      return new LocalPlan(decision, targets, "no trunk is attached: decided by the edge");
    }
    List<Target> phones =
        lines.stream()
            .filter(line -> line.kind() == LineKind.FXS)
            .filter(line -> wantsCalls(past.phones().apply("line/" + line.name())))
            .map(line -> Target.newBuilder().setLine(line.name()).build())
            .toList();
    return new LocalPlan(
        decision, phones, "no trunk is attached: the phones of this edge ring instead");
  }

  /// Neither calls of its own nor those of others.
  private static boolean wantsCalls(PhoneState phone) {
    return !phone.has(PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB)
        && !phone.has(PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS);
  }

  /// Q.850, when none of the targets takes the call.
  int cause() {
    return decision.getCause() == 0 ? 34 : decision.getCause();
  }

  private static LineStates states(List<LineView> lines, Past past) {
    Map<String, LineUse> uses = new HashMap<>();
    Map<String, Set<String>> told = new HashMap<>();
    for (LineView line : lines) {
      Condition condition =
          switch (line.state()) {
            case IN_SERVICE -> line.idle() ? Condition.FREE : Condition.BUSY;
            case STARTING -> Condition.UNKNOWN;
            case DOWN, OUT_OF_SERVICE -> Condition.OUT_OF_SERVICE;
          };
      uses.put(line.name(), LineUse.of(condition).on(line.radio()));
      told.put(line.name(), line.emergencyNumbers());
    }
    return new LineStates() {
      @Override
      public LineUse of(String line) {
        // lines of other edges cannot be reached
        return uses.getOrDefault(line, LineUse.of(Condition.OUT_OF_SERVICE));
      }

      @Override
      public HelpCalls helpCalls() {
        return past.helpCalls();
      }

      @Override
      public Set<String> emergencyNumbers(String line) {
        return told.getOrDefault(line, Set.of());
      }

      @Override
      public Optional<String> locked(String pin, String caller) {
        return past.locked().apply(pin, caller);
      }

      @Override
      public PhoneState phone(String phone) {
        return past.phones().apply(phone);
      }
    };
  }
}
