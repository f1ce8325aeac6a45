package io.patchbay.routing.limit;

import io.patchbay.contract.Times;
import io.patchbay.proto.limit.v1.Counter;
import io.patchbay.proto.limit.v1.Hold;
import io.patchbay.proto.limit.v1.LedgerState;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/// The ledger as a message, and back.
final class LedgerCodec {
  private static final Comparator<CounterKey> ORDER =
      Comparator.comparing(CounterKey::quota)
          .thenComparing(CounterKey::measure)
          .thenComparing(CounterKey::period);

  private LedgerCodec() {}

  static LedgerState write(
      Map<CounterKey, Ledger.Count> counts, Collection<Lease> leases, Set<String> closed) {
    LedgerState.Builder state = LedgerState.newBuilder().addAllClosed(closed);
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .forEach(one ->
            state.addCounters(
                Counter.newBuilder()
                    .setQuota(one.getKey().quota())
                    .setMeasure(one.getKey().measure())
                    .setPeriod(one.getKey().period())
                    .setUsed(one.getValue().used())
                    .setNoticed(one.getValue().noticed())
                    .setAt(Times.timestamp(one.getValue().at()))));
    leases.forEach(lease -> state.addLeases(lease(lease)));
    return state.build();
  }

  private static io.patchbay.proto.limit.v1.Lease lease(Lease lease) {
    io.patchbay.proto.limit.v1.Lease.Builder one =
        io.patchbay.proto.limit.v1.Lease.newBuilder()
            .setLease(lease.id())
            .setCallId(lease.call())
            .setSequence(lease.sequence())
            .setSeconds(lease.seconds())
            .setUntil(Times.timestamp(lease.until()))
            .addAllTargets(lease.targets());
    lease
        .holds()
        .forEach(hold ->
            one.addHolds(Hold.newBuilder().setClaim(hold.claim()).setAmount(hold.amount())));
    return one.build();
  }

  static void read(
      LedgerState state,
      Map<CounterKey, Ledger.Count> counts,
      OpenLeases leases,
      Set<String> closed) {
    for (Counter one : state.getCountersList()) {
      counts.put(
          new CounterKey(one.getQuota(), one.getMeasure(), one.getPeriod()),
          new Ledger.Count(one.getUsed(), Times.instant(one.getAt()), one.getNoticed()));
    }
    for (io.patchbay.proto.limit.v1.Lease one : state.getLeasesList()) {
      leases.put(
          new Lease(
              one.getLease(),
              one.getCallId(),
              one.getSequence(),
              one.getSeconds(),
              Times.instant(one.getUntil()),
              one.getTargetsList(),
              one.getHoldsList().stream()
                  .map(hold -> new Lease.Hold(hold.getClaim(), hold.getAmount()))
                  .toList()));
    }
    closed.addAll(state.getClosedList());
  }
}
