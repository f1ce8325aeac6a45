package io.patchbay.dialplan.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.routing.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallDigestsTest {
  private static final int PARTITIONS = 3;

  /// Midnight: what a line did is counted by day.
  private static final long BEGAN = 1_795_219_200;

  private final List<byte[]> written = new ArrayList<>();

  /// What reads the topic in one JVM.
  private final class Replica {
    final AtomicInteger settled = new AtomicInteger();
    final Decisions decisions = new Decisions(Router.RULES);
    final CallDigests digests =
        new CallDigests(() -> List.copyOf(written), written::add, decisions);
    final Intake intake = new Intake(decisions, _ -> settled.incrementAndGet(), digests);

    Replica() {
      decisions.configure(
          DocumentYaml.parse(
              "test",
              """
              {kind: Line, name: gsm-0, spec: {edge: e, kind: sim, driver: gsm-at, auto-deny: {calls: 3}}}
              """));
    }

    void read(List<TopicRecord> records) {
      for (int i = 0; i < records.size(); i += 1_000) {
        intake.take(records.subList(i, Math.min(records.size(), i + 1_000)));
      }
    }

    /// What it remembers, in an order of its own.
    CallDigest memory() {
      CallDigest.Builder all = CallDigest.newBuilder();
      decisions.digest().forEach(all::mergeFrom);
      CallDigest.Builder sorted = CallDigest.newBuilder();
      return sorted
          .addAllLines(sorted(all.getLinesList()))
          .addAllNumbers(sorted(all.getNumbersList()))
          .addAllPhones(sorted(all.getPhonesList()))
          .addAllHelpCalls(sorted(all.getHelpCallsList()))
          .addAllNuisanceRows(sorted(all.getNuisanceRowsList()))
          .addAllNuisanceRefusals(sorted(all.getNuisanceRefusalsList()))
          .addAllWrongPins(sorted(all.getWrongPinsList()))
          .build();
    }

    private static <T> List<T> sorted(List<T> some) {
      return some.stream().sorted(Comparator.comparing(Object::toString)).toList();
    }
  }

  private static Timestamp at(long second) {
    return Timestamps.fromSeconds(BEGAN + second);
  }

  /// Calls out, calls in by few callers, calls for help, wrong PINs; a replica tells some twice.
  private static List<TopicRecord> history(SplittableRandom random, int calls) {
    List<TopicRecord> records = new ArrayList<>();
    long[] offsets = new long[PARTITIONS];
    for (int call = 0; call < calls; call++) {
      byte[] value = call(random, call).toByteArray();
      int partition = random.nextInt(PARTITIONS);
      int times = random.nextInt(50) == 0 ? 2 : 1;
      for (int i = 0; i < times; i++) {
        records.add(
            new TopicRecord(
                Topics.CALL_RECORDS, partition, offsets[partition]++, "c" + call, value));
      }
    }
    return records;
  }

  private static CallRecord call(SplittableRandom random, int call) {
    Timestamp end = at(call);
    CallRecord.Builder record =
        CallRecord.newBuilder()
            .setCallId("c" + call)
            .setStartedAt(at(call - 60L))
            .setEndedAt(end)
            .setCallingNumber("+4930" + random.nextInt(3));
    if (random.nextInt(4) == 0) {
      return record.setOriginKind("line").setOrigin("gsm-0").build();
    }
    LegRecord.Builder leg =
        LegRecord.newBuilder()
            .setKind("line")
            .setDirection("outbound")
            .setName("gsm-" + random.nextInt(5))
            .setNumber("+4989" + random.nextInt(2_000))
            .setStartedAt(at(call - 60L))
            .setEndedAt(end)
            .setCause(random.nextInt(3) == 0 ? 42 : 16);
    if (leg.getCause() == 16) {
      leg.setAnsweredAt(at(call - random.nextInt(60)));
    }
    return record
        .setOriginKind("extension")
        .setOrigin("10" + random.nextInt(9))
        .setEmergency(random.nextInt(100) == 0)
        .setPin(random.nextInt(20) == 0 ? "abroad" : "")
        .setWrongPins(random.nextInt(3))
        .addLegs(leg)
        .build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whoGoesOnFromADigestKnowsWhatOthersKnow(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TopicRecord> all = history(random, 45_000 + random.nextInt(20_000));
    Replica old = new Replica();
    old.digests.restore();
    old.digests.caughtUp();
    old.read(all);
    assertEquals(all.size() / CallDigests.WORTH_WRITING, written.size());
    Replica fresh = new Replica();
    Map<Integer, Long> positions = fresh.digests.restore();
    List<TopicRecord> rest =
        all.stream()
            .filter(one -> one.offset() >= positions.getOrDefault(one.partition(), 0L))
            .toList();
    fresh.read(rest);
    assertEquals(old.memory(), fresh.memory(), "seed " + seed);
    assertTrue(
        rest.size() >= all.size() % CallDigests.WORTH_WRITING + CallDigests.TURN,
        "what settles calls is read some way back");
    assertTrue(rest.size() < CallDigests.WORTH_WRITING + 2 * CallDigests.TURN + 2_000);
    assertEquals(rest.size(), fresh.settled.get());
  }

  @Test
  void nothingIsWrittenWhileOldRecordsAreRead() {
    List<TopicRecord> all = history(new SplittableRandom(5), CallDigests.WORTH_WRITING);
    Replica replica = new Replica();
    replica.digests.restore();
    replica.read(all);
    assertTrue(written.isEmpty());
    replica.intake.caughtUp(Topics.CONFIG);
    assertTrue(written.isEmpty());
    replica.intake.caughtUp(Topics.CALL_RECORDS);
    assertEquals(1, written.size());
    replica.read(all.subList(0, 100));
    assertEquals(1, written.size());
  }

  @Test
  void aDigestThatIsNotReadableIsPassedOver() {
    Replica first = new Replica();
    first.digests.restore();
    first.digests.caughtUp();
    first.read(history(new SplittableRandom(6), CallDigests.WORTH_WRITING));
    written.add(new byte[] {1, 2, 3});
    Replica second = new Replica();
    assertFalse(second.digests.restore().isEmpty());
    assertEquals(5, second.memory().getLinesCount());
  }
}
