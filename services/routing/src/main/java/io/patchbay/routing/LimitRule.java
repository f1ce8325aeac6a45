package io.patchbay.routing;

import io.patchbay.proto.config.v1.BarSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.routing.limit.Bars;
import io.patchbay.routing.limit.CallLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What limits and bars leave of the draft: no target that is barred, no call longer than allowed.
///
/// What is left of minutes and calls stands in the ledger of dial-plan, which is asked when all
/// steps are done. Where there is none to ask (trunk and edge, while dial-plan is away) nothing is
/// left of them.
///
/// @param asksLedger dial-plan's own
public record LimitRule(boolean asksLedger) implements RoutingRule {
  @Override
  public String name() {
    return "limit";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    String caller = inquiry.caller().key();
    Decision draft = inquiry.draft();
    CallLimits limits = inquiry.plan().limits();
    List<String> texts = new ArrayList<>();
    Map<String, BarSpec> bars = inquiry.plan().documents().bars();
    Decision left = Bars.of(bars, limits.terms()).apply(caller, draft, texts);
    left =
        asksLedger
            ? Prices.priced(inquiry, limits.bounded(caller, left), texts)
            : limits.withoutLedger(caller, left, texts);
    if (left.equals(draft)) {
      return Verdict.pass();
    }
    List<Note> notes = texts.stream().map(Note::of).toList();
    return left.getTargetsCount() == 0 && draft.getTargetsCount() > 0
        ? new Verdict.Decided(Refusal.NOT_ALLOWED.decision(texts.getLast()), notes)
        : new Verdict.Changed(inquiry.withDraft(left), notes);
  }
}
