package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.Fault;
import io.patchbay.edge.spool.Spool;
import io.patchbay.line.Cause;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.Refusal;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ends calls that are over: what is left of them is released, their records are completed and kept
/// until a trunk has them. For the mailbox thread.
final class Conclusions {
  private final String edge;
  private final CallTable table;
  private final Spool spool;
  private final Mailbox mailbox;
  private final InstantSource clock;
  private final Ledger ledger;
  private final FactPump facts;
  private final Uplinks uplinks;
  private final RecordDesk records;
  private final Consumer<CallRecord> concluded;

  /// @param concluded takes every record
  Conclusions(
      String edge,
      CallTable table,
      Spool spool,
      Mailbox mailbox,
      InstantSource clock,
      Ledger ledger,
      FactPump facts,
      Uplinks uplinks,
      RecordDesk records,
      Consumer<CallRecord> concluded) {
    this.edge = requireNonNull(edge, "edge");
    this.table = requireNonNull(table, "table");
    this.spool = requireNonNull(spool, "spool");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
    this.ledger = requireNonNull(ledger, "ledger");
    this.facts = requireNonNull(facts, "facts");
    this.uplinks = requireNonNull(uplinks, "uplinks");
    this.records = requireNonNull(records, "records");
    this.concluded = requireNonNull(concluded, "concluded");
  }

  void conclude(String commandId, Conclude conclude) {
    String id = conclude.getCallId();
    concluded.accept(conclude.getRecord());
    var call = table.find(id);
    try {
      var fact =
          Fact.newBuilder()
              .setAt(Up.at(clock.instant()))
              .setEdge(edge)
              .setCallRecord(complete(call, conclude.getRecord()));
      spool.conclude(id, fact, written -> mailbox.post(() -> concluded(commandId, written)));
    } catch (Fault full) {
      ledger.finish(
          Up.refused(commandId, Refusal.REFUSAL_UNAVAILABLE, String.valueOf(full.getMessage())));
      return;
    }
    uplinks.concluded(id);
    if (call != null) {
      table.remove(call, Cause.NORMAL_CLEARING);
    }
  }

  private void concluded(String commandId, boolean written) {
    facts.send();
    ledger.finish(
        written
            ? Up.accepted(commandId)
            : Up.refused(commandId, Refusal.REFUSAL_UNAVAILABLE, "the spool cannot be written"));
  }

  private CallRecord complete(@Nullable Call call, CallRecord record) {
    var complete = record.toBuilder().setEdge(edge);
    if (call != null) {
      for (var leg : complete.getLegsBuilderList()) {
        var quality = call.qualities().get(leg.getLegId());
        if (quality == null && call.legs().get(leg.getLegId()) instanceof Leg.OfRtp rtp) {
          quality = rtp.port().quality();
        }
        if (quality != null) {
          leg.setRtp(quality);
        }
      }
      call.parties().over(clock.instant(), record.getCause());
      complete.addAllLegs(call.parties().records());
    }
    complete.addAllRecordings(records.concluded(record.getCallId()));
    return complete.build();
  }
}
