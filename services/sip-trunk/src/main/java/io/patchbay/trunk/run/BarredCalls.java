package io.patchbay.trunk.run;

import io.patchbay.contract.document.Documents;
import io.patchbay.routing.limit.Bars;
import io.patchbay.routing.limit.LimitTerms;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Leg;
import io.patchbay.trunk.dialog.Party;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends calls under way that a bar stops: the kill switch. Thread-safe.
public final class BarredCalls {
  private static final Logger LOG = LoggerFactory.getLogger(BarredCalls.class);

  /// Q.850: normal, unspecified.
  private static final int CAUSE = 31;

  private final CallTable calls;
  private final InstantSource clock;

  public BarredCalls(CallTable calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /// Looks at every call; emergency calls go on.
  public void end(Documents documents) {
    if (documents.bars().isEmpty()) {
      return;
    }
    Bars bars = Bars.of(documents.bars(), new LimitTerms(documents));
    for (CallRun run : calls.all()) {
      String bar = bar(bars, documents, run.state());
      if (!bar.isEmpty()) {
        LOG.warn("call {} is ended by {}", run.id(), bar);
        run.post(new CallEvent.HangUp(clock.instant(), CAUSE));
      }
    }
  }

  private static String bar(Bars bars, Documents documents, CallState call) {
    if (call.phase() == CallState.Phase.ENDED || call.plan().decision().getEmergency()) {
      return "";
    }
    Party caller = call.origin().party();
    String name = caller.kind().word() + "/" + caller.name();
    return call.legs().stream()
        .filter(leg -> leg.live() && !leg.inbound())
        .map(Leg::party)
        .filter(party -> Bars.leavesTheHouse(documents, party.kind().word(), party.name()))
        .map(party -> bars.stops(name, party.kind().word() + "/" + party.name()))
        .filter(bar -> !bar.isEmpty())
        .findFirst()
        .orElse("");
  }
}
