package io.patchbay.edge.survival;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.routing.emergency.HelpCalls;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/// Who has called for help by this edge, also before it started: he may be called back when no
/// trunk is there (catalogue E4, 4). The last calls are in a file, what is needed of their records,
/// one delimited message after the other. For one thread; the file is written by another.
public final class HelpMemory {
  static final int KEPT = 100;

  private final MessageFile<CallRecord> file;
  private final Deque<CallRecord> last = new ArrayDeque<>();
  private final HelpCalls calls = new HelpCalls();

  private HelpMemory(MessageFile<CallRecord> file) {
    this.file = file;
  }

  /// Reads the file; one that cannot be read counts as far as it can.
  ///
  /// @param disk writes it, one task after the other
  public static HelpMemory open(Path file, Executor disk) {
    var memory =
        new HelpMemory(new MessageFile<>("calls for help", file, CallRecord.parser(), disk));
    memory.file.read().forEach(memory::remember);
    return memory;
  }

  private void remember(CallRecord record) {
    calls.count(record);
    last.addLast(record);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  HelpCalls calls() {
    return calls;
  }

  /// Takes the record of a call that is over; of a call for help once is enough.
  public void count(CallRecord record) {
    boolean known = last.stream().anyMatch(one -> one.getCallId().equals(record.getCallId()));
    if (record.getEmergency() && !known) {
      remember(needed(record));
      file.write(List.copyOf(last));
    }
  }

  private static CallRecord needed(CallRecord record) {
    CallRecord.Builder needed =
        CallRecord.newBuilder()
            .setCallId(record.getCallId())
            .setEmergency(true)
            .setOriginKind(record.getOriginKind())
            .setOrigin(record.getOrigin())
            .setCallingNumber(record.getCallingNumber())
            .setSite(record.getSite())
            .setZone(record.getZone())
            .setEndedAt(record.getEndedAt());
    for (LegRecord leg : record.getLegsList()) {
      LegRecord.Builder way =
          LegRecord.newBuilder()
              .setDirection(leg.getDirection())
              .setKind(leg.getKind())
              .setName(leg.getName());
      if (leg.hasAnsweredAt()) {
        way.setAnsweredAt(leg.getAnsweredAt());
      }
      needed.addLegs(way);
    }
    return needed.build();
  }
}
