package io.patchbay.edge.survival;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.routing.emergency.HelpCalls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has called for help by this edge, also before it started: he may be called back when no
/// trunk is there (catalogue E4, 4). The last calls are in a file, what is needed of their records,
/// one delimited message after the other. For one thread; the file is written by another.
public final class HelpMemory {
  static final int KEPT = 100;

  private static final Logger LOG = LoggerFactory.getLogger(HelpMemory.class);
  private static final long LARGEST = 1 << 20;

  private final Path file;
  private final Executor disk;
  private final Deque<CallRecord> last = new ArrayDeque<>();
  private final HelpCalls calls = new HelpCalls();

  private HelpMemory(Path file, Executor disk) {
    this.file = file;
    this.disk = disk;
  }

  /// Reads the file; one that cannot be read counts as far as it can.
  ///
  /// @param disk writes it, one task after the other
  public static HelpMemory open(Path file, Executor disk) {
    HelpMemory memory = new HelpMemory(file, disk);
    try {
      if (Files.exists(file) && Files.size(file) <= LARGEST) {
        memory.read();
      }
    } catch (IOException e) {
      LOG.error("calls for help {} cannot be read: {}", file, e.toString());
    }
    return memory;
  }

  private void read() throws IOException {
    try (InputStream from = new BufferedInputStream(Files.newInputStream(file))) {
      for (CallRecord record = CallRecord.parseDelimitedFrom(from);
          record != null;
          record = CallRecord.parseDelimitedFrom(from)) {
        remember(record);
      }
    }
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
      List<CallRecord> all = List.copyOf(last);
      disk.execute(() -> write(all));
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

  private void write(List<CallRecord> records) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (OutputStream to = Files.newOutputStream(fresh)) {
        for (CallRecord record : records) {
          record.writeDelimitedTo(to);
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.error("calls for help {} cannot be written: {}", file, e.toString());
    }
  }
}
