package io.patchbay.edge.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Thread `edge-spool`: writes what has come, syncs once when somebody waits, then tells all of
/// them.
final class SpoolWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final long CLOSE_MILLIS = 1_500;
  private static final long IDLE_MILLIS = 3_600_000;
  private static final long AGAIN_MILLIS = 2_000;

  private record Job(List<byte[]> entries, boolean sync, Consumer<Boolean> done, boolean last) {}

  private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final Segments segments;
  private final Supplier<List<SpoolEntry>> checkpoint;
  private final long segmentBytes;
  private final Runnable caughtUp;
  private final Thread thread;

  /// The disk failed: what it holds is less than the state, so the next write is a whole
  /// checkpoint.
  private boolean behind;

  private volatile String failure = "";

  private long sizeAfterCheckpoint;

  /// @param caughtUp called when the whole state is on the disk again after it had failed
  SpoolWriter(
      Segments segments,
      Supplier<List<SpoolEntry>> checkpoint,
      long segmentBytes,
      Runnable caughtUp) {
    this.caughtUp = caughtUp;
    this.segments = segments;
    this.checkpoint = checkpoint;
    this.segmentBytes = segmentBytes;
    this.behind = !segments.ready();
    this.thread = Thread.ofPlatform().name("edge-spool").daemon().unstarted(this::run);
  }

  /// Makes sure that a segment can be written and starts the thread.
  void start() throws IOException {
    rotate();
    thread.start();
  }

  void append(List<byte[]> entries, boolean sync, Consumer<Boolean> done) {
    jobs.add(new Job(entries, sync, done, false));
  }

  /// Writes what waits; ends within 1.5 s.
  void close() {
    jobs.add(new Job(List.of(), true, _ -> {}, true));
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var batch = new ArrayList<Job>();
    boolean last = false;
    try {
      while (!last) {
        var first = jobs.poll(behind ? AGAIN_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          catchUp();
          continue;
        }
        batch.add(first);
        jobs.drainTo(batch, 4_096);
        last = batch.stream().anyMatch(Job::last);
        boolean written = write(batch);
        batch.forEach(job -> job.done().accept(written));
        batch.clear();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      closeSegments();
    }
  }

  private boolean write(List<Job> batch) {
    try {
      if (behind || segments.size() > Math.max(segmentBytes, 2 * sizeAfterCheckpoint)) {
        rotate();
      }
      segments.write(batch.stream().flatMap(job -> job.entries().stream()).toList());
      if (batch.stream().anyMatch(Job::sync)) {
        segments.force();
      }
      return true;
    } catch (IOException failed) {
      failed(failed);
      return false;
    }
  }

  /// Tries whether the disk takes the whole state again.
  private void catchUp() {
    if (behind) {
      try {
        rotate();
        caughtUp.run();
      } catch (IOException failed) {
        failed(failed);
      }
    }
  }

  private void failed(IOException failed) {
    if (!behind) {
      LOG.error("spool cannot be written: {}", failed.toString());
    }
    behind = true;
    failure = String.valueOf(failed.getMessage());
  }

  /// Why nothing can be written; empty when it can.
  String failure() {
    return failure;
  }

  private void rotate() throws IOException {
    segments.rotate(checkpoint.get().stream().map(SpoolCodec::encode).toList());
    if (behind && !failure.isEmpty()) {
      LOG.info("spool can be written again");
    }
    behind = false;
    failure = "";
    sizeAfterCheckpoint = segments.size();
  }

  private void closeSegments() {
    try {
      segments.close();
    } catch (IOException failed) {
      LOG.warn("spool was not closed cleanly: {}", failed.toString());
    }
  }
}
