package io.patchbay.dialplan.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.PartitionPosition;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What decisions remember of the calls that are over, written down now and then: a replica that
/// starts reads that and the records behind it, not all there are. For the follower's thread.
///
/// The positions that are written down are those of some thousand records ago: what these records
/// settle is settled once more by whoever goes on from there; the decisions know which calls they
/// have counted.
public final class CallDigests {
  /// Records that a replica which starts reads in a fraction of a second.
  static final int WORTH_WRITING = 20_000;

  /// Twice as many are counted behind the positions, at most; decisions know all of them.
  static final int TURN = Decisions.REMEMBERED_CALLS / 2;

  private static final Logger LOG = LoggerFactory.getLogger(CallDigests.class);

  private final Supplier<List<byte[]>> written;
  private final Consumer<byte[]> log;
  private final Decisions decisions;
  private CompletableFuture<Optional<CallDigest>> early;
  private final Map<Integer, Long> now = new HashMap<>();
  private Map<Integer, Long> lastTurn = Map.of();
  private Map<Integer, Long> turnBefore = Map.of();
  private int turning;
  private int unwritten;
  private boolean restored;
  private boolean caughtUp;

  /// Begins to read them on another thread, while the follower finds its topics.
  ///
  /// @param written the last digests, the newest at the end
  /// @param log writes one down
  public CallDigests(Supplier<List<byte[]>> written, Consumer<byte[]> log, Decisions decisions) {
    this.written = written;
    this.log = log;
    this.decisions = decisions;
    early =
        CompletableFuture.supplyAsync(
            () -> newest(written.get()), task -> Thread.ofVirtual().start(task));
  }

  /// Hands the newest digest to the decisions, the first time; where the records go on.
  ///
  /// @throws org.apache.kafka.common.KafkaException when Kafka does not answer
  public Map<Integer, Long> restore() {
    if (!restored) {
      known().ifPresent(this::restore);
      early = CompletableFuture.completedFuture(Optional.empty()); // it is large
      restored = true;
    }
    return Map.copyOf(now);
  }

  private Optional<CallDigest> known() {
    try {
      return early.join();
    } catch (CompletionException e) {
      LOG.debug("digest of calls, once more: {}", e.getMessage());
      return newest(written.get());
    }
  }

  private void restore(CallDigest digest) {
    decisions.restore(digest);
    for (PartitionPosition position : digest.getPositionsList()) {
      now.put(position.getPartition(), position.getOffset());
    }
    lastTurn = Map.copyOf(now);
    turnBefore = lastTurn;
    LOG.info("goes on from a digest of {} lines, written at {}", digest.getLinesCount(), now);
  }

  private static Optional<CallDigest> newest(List<byte[]> written) {
    for (byte[] bytes : written.reversed()) {
      try {
        return Optional.of(CallDigest.parseFrom(bytes));
      } catch (InvalidProtocolBufferException e) {
        LOG.warn("a digest of calls is not readable, an older one is taken: {}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  /// A record has been counted.
  void counted(TopicRecord record) {
    now.put(record.partition(), record.offset() + 1);
    unwritten++;
    turning++;
    if (turning == TURN) {
      turnBefore = lastTurn;
      lastTurn = Map.copyOf(now);
      turning = 0;
    }
  }

  /// Everything that was there at the start has been counted.
  void caughtUp() {
    caughtUp = true;
    writeWhenDue();
  }

  /// Writes a digest when enough has been counted; not while old records are read.
  void writeWhenDue() {
    if (caughtUp && unwritten >= WORTH_WRITING) {
      CallDigest.Builder positions = CallDigest.newBuilder();
      turnBefore.forEach((partition, next) ->
          positions.addPositions(
              PartitionPosition.newBuilder().setPartition(partition).setOffset(next)));
      log.accept(octets(Stream.concat(Stream.of(positions.build()), decisions.digest())));
      unwritten = 0;
    }
  }

  /// Messages one after the other are one message; so all of them need not be there at once.
  private static byte[] octets(Stream<CallDigest> parts) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    parts.forEach(part -> octets.writeBytes(part.toByteArray()));
    return octets.toByteArray();
  }
}
