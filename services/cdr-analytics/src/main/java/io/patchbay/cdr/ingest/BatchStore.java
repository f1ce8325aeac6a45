package io.patchbay.cdr.ingest;

import io.patchbay.cdr.store.RecordWriter;
import io.patchbay.cdr.store.Reject;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores batches: a large one in shares by several connections at once, one transaction each.
///
/// A batch of which a share failed is to be read again; the shares that were stored are then found
/// to be there.
final class BatchStore {
  private static final Logger LOG = LoggerFactory.getLogger(BatchStore.class);

  /// The database works on one share while we prepare the next.
  private static final int MOST_SHARES = 4;

  /// Less than this is not worth a connection more.
  private static final int SHARE = 250;

  private final RecordWriter writer;
  private final Consumer<CallRecord> stored;
  private final IngestCounters counters;

  /// @param stored told of each record once, when it is committed; thread-safe, must not block
  BatchStore(RecordWriter writer, Consumer<CallRecord> stored, IngestCounters counters) {
    this.writer = writer;
    this.stored = stored;
    this.counters = counters;
  }

  /// Returns when all of it is committed.
  ///
  /// @throws SQLException something may not be
  void store(Batch batch) throws SQLException {
    int count = Math.clamp(batch.items().size() / SHARE, 1, MOST_SHARES);
    List<Callable<Void>> work = new ArrayList<>();
    for (List<Batch.Item> share : batch.shares(count)) {
      work.add(() -> {
        store(share);
        return null;
      });
    }
    writer.write(List.of(), batch.rejects());
    counters.counted(0, 0, batch.rejects().size());
    together(work);
  }

  private static void together(List<Callable<Void>> work) throws SQLException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> share : threads.invokeAll(work)) {
        share.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException("call records: a share was not stored", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while storing", e);
    }
  }

  private void store(List<Batch.Item> share) throws SQLException {
    Set<String> added;
    try {
      added = writer.write(share.stream().map(Batch.Item::row).toList(), List.of());
    } catch (SQLException e) {
      if (!refusesValue(e)) {
        throw e;
      }
      LOG.warn("call records: the database refuses a value, storing one by one: {}", e.toString());
      added = storeOneByOne(share);
    }
    counters.counted(added.size(), share.size() - added.size(), 0);
    for (Batch.Item item : share) {
      if (added.remove(item.row().callId())) {
        stored.accept(item.call());
      }
    }
  }

  /// So that one record the database cannot hold does not keep all others out.
  private Set<String> storeOneByOne(List<Batch.Item> share) throws SQLException {
    Set<String> added = new HashSet<>();
    List<Reject> rejects = new ArrayList<>();
    for (Batch.Item item : share) {
      try {
        added.addAll(writer.write(List.of(item.row()), List.of()));
      } catch (SQLException e) {
        if (!refusesValue(e)) {
          throw e;
        }
        rejects.add(item.rejected(String.valueOf(e.getMessage())));
      }
    }
    writer.write(List.of(), rejects);
    return added;
  }

  /// SQLSTATE class 22 (data exception) or 23 (constraint violation): trying again does not help.
  private static boolean refusesValue(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }
}
