package io.patchbay.cdr.ingest;

import java.util.concurrent.atomic.LongAdder;

/// What the ingest did since the start. Written by one thread, read by any.
public final class IngestCounters {
  private final LongAdder stored = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder failures = new LongAdder();

  void counted(int newRecords, int repeatedRecords, int rejects) {
    stored.add(newRecords);
    repeated.add(repeatedRecords);
    rejected.add(rejects);
  }

  void failed() {
    failures.increment();
  }

  /// Records that were new.
  public long stored() {
    return stored.sum();
  }

  /// Records that had been stored before.
  public long repeated() {
    return repeated.sum();
  }

  /// Messages that are no call record.
  public long rejected() {
    return rejected.sum();
  }

  /// Batches that could not be stored when first tried.
  public long failures() {
    return failures.sum();
  }
}
