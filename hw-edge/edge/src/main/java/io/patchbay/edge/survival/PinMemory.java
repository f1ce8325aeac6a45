package io.patchbay.edge.survival;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.call.PinLocks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Who has entered wrong PINs in calls of this edge, also before it started (catalogue H-161): what
/// is needed of the last records is in a file. No digit is. For one thread.
final class PinMemory {
  static final int KEPT = 200;

  private final MessageFile<CallRecord> file;
  private final Deque<CallRecord> last = new ArrayDeque<>();
  private final PinLocks locks = new PinLocks();

  private PinMemory(MessageFile<CallRecord> file) {
    this.file = file;
  }

  /// Reads the file; one that cannot be read counts as far as it can.
  ///
  /// @param disk writes it, one task after the other
  static PinMemory open(Path file, Executor disk) {
    var memory = new PinMemory(new MessageFile<>("wrong PINs", file, CallRecord.parser(), disk));
    memory.file.read().forEach(memory::remember);
    return memory;
  }

  private void remember(CallRecord record) {
    locks.count(record);
    last.addLast(record);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /// What the caller of a call has entered so far.
  void count(RouteRequest request, Instant now) {
    locks.count(request, now);
  }

  /// A call that is over; once is enough.
  void count(CallRecord record) {
    boolean known = last.stream().anyMatch(one -> one.getCallId().equals(record.getCallId()));
    if (record.getWrongPins() != 0 && !known) {
      remember(
          CallRecord.newBuilder()
              .setCallId(record.getCallId())
              .setOriginKind(record.getOriginKind())
              .setOrigin(record.getOrigin())
              .setCallingNumber(record.getCallingNumber())
              .setPin(record.getPin())
              .setWrongPins(record.getWrongPins())
              .setEndedAt(record.getEndedAt())
              .build());
      file.write(List.copyOf(last));
    }
  }

  /// Why a caller is not asked; empty: he is.
  Optional<String> locked(String pin, String caller, PinSpec spec, Instant now) {
    return locks.locked(pin, caller, spec, now);
  }
}
