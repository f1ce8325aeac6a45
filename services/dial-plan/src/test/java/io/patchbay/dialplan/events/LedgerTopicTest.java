package io.patchbay.dialplan.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.dialplan.OverCall;
import io.patchbay.dialplan.limit.EmergencySelfTest;
import io.patchbay.dialplan.limit.LateHelpNotice;
import io.patchbay.dialplan.limit.Leases;
import io.patchbay.dialplan.limit.MessageLeases;
import io.patchbay.dialplan.limit.Policing;
import io.patchbay.dialplan.limit.Quotas;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.OriginName;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.ReserveMessageRequest;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.limit.v1.SettleMessageRequest;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.conduct.Standings;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.testkit.broker.BrokerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Replicas of dial-plan with a broker: one ledger.
final class LedgerTopicTest {
  private static final Documents DOCUMENTS =
      Documents.of(
          DocumentYaml.parse(
              "t",
              """
              {kind: Line, name: gsm-1, spec: {kind: sim}}
              ---
              {kind: RunPolicy, name: dead, spec: {on: [line/gsm-1], no-ring-calls: 3, actions: [disable-call-out]}}
              ---
              {kind: Limit, name: plan, spec: {on: [line/gsm-1], minutes: '20', messages: '5'}}
              """));
  private static final CallLimits LIMITS = new CallLimits(DOCUMENTS);

  private final AtomicInteger ids = new AtomicInteger();

  /// One replica, as the service puts it together.
  private final class Replica implements AutoCloseable {
    final Quotas quotas =
        new Quotas(() -> "entry-" + ids.incrementAndGet(), Duration.ofSeconds(10));
    final Leases leases =
        new Leases(
            quotas,
            () -> LIMITS,
            InstantSource.fixed(Instant.parse("2026-11-22T06:00:00Z")),
            () -> true,
            () -> "lease-" + ids.incrementAndGet());
    final Policing policing =
        new Policing(
            quotas, () -> DOCUMENTS, InstantSource.fixed(Instant.parse("2026-11-22T06:00:00Z")));
    final List<PolicyStateRecord> told = new CopyOnWriteArrayList<>();
    final MessageLeases messages = new MessageLeases(quotas, () -> LIMITS, leases::moment);
    final LedgerTopic topic;

    Replica(String bootstrap) {
      quotas.onPoliced(told::add);
      topic = new LedgerTopic(bootstrap, quotas, System::nanoTime);
      await(quotas::ready);
    }

    Decision call(String id) throws Exception {
      RouteRequest request =
          RouteRequest.newBuilder()
              .setCallId(id)
              .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
              .setOrigin("101")
              .build();
      Decision decision =
          Decision.newBuilder().addTargets(Target.newBuilder().setLine("gsm-1")).build();
      return leases.reserve(request, decision).get(10, TimeUnit.SECONDS);
    }

    void message(String lease, int parts) throws Exception {
      var _ =
          messages
              .reserve(
                  ReserveMessageRequest.newBuilder()
                      .setLease(lease)
                      .setOrigin(OriginName.newBuilder().setKind(OriginKind.ORIGIN_KIND_API))
                      .setLine("gsm-1")
                      .setParts(parts)
                      .build())
              .get(10, TimeUnit.SECONDS);
    }

    SmsDecision authorized(boolean waits) {
      SmsDecision both =
          SmsDecision.newBuilder()
              .addAllLines(List.of("gsm-1", "gsm-2"))
              .setWaitForLimits(waits)
              .build();
      return messages.left(AuthorizeSmsRequest.newBuilder().setParts(1).build(), both);
    }

    Balance balance() {
      return leases.balances().getFirst();
    }

    @Override
    public void close() {
      topic.close();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 30 s");
      Thread.onSpinWait();
    }
  }

  @Test
  void replicasGrantOneLimitTogetherAndANewOneKnowsWhatIsLeft(@TempDir Path directory)
      throws Exception {
    try (var broker = BrokerFactory.start(directory);
        Replica first = new Replica(broker.bootstrap())) {
      try (Replica second = new Replica(broker.bootstrap())) {
        Decision warm = first.call("a");
        assertEquals(300, warm.getLease().getSeconds(), warm.toString());
        assertEquals(300, second.call("b").getLease().getSeconds());
        assertEquals(300, first.call("c").getLease().getSeconds());
        assertEquals(300, second.call("d").getLease().getSeconds());
        assertEquals(
            "limit plan line/gsm-1: 20 of 20 min are used or reserved",
            second.call("e").getReason());
        first.leases.settle(OverCall.byGsm1("a", 61));
        second.leases.settle(OverCall.byGsm1("a", 61));
        await(() -> first.balance().getUsed() == 120 && second.balance().getUsed() == 120);
        assertEquals(900, second.balance().getReserved());
        RenewRequest more =
            RenewRequest.newBuilder()
                .setLease(first.call("f").getLease().getId())
                .setCallId("f")
                .setSequence(1)
                .setTarget("line/gsm-1")
                .build();
        assertEquals(
            "limit plan line/gsm-1: 20 of 20 min are used or reserved",
            second.leases.renew(more).get(10, TimeUnit.SECONDS).getReason());
      }
      try (Replica third = new Replica(broker.bootstrap())) {
        assertEquals(first.balance(), third.balance());
        third
            .leases
            .reset(ResetRequest.newBuilder().setQuota("plan line/gsm-1").build())
            .get(10, TimeUnit.SECONDS);
        await(() -> first.balance().getUsed() == 0);
      }
    }
  }

  /// A call that the network refused after so many seconds of the day.
  private static CallRecord failed(int second) {
    Instant ended = Instant.parse("2026-11-22T05:59:00Z").plusSeconds(second);
    return CallRecord.newBuilder()
        .setCallId("failed-" + second)
        .setReleasedBy("callee")
        .addLegs(
            LegRecord.newBuilder()
                .setKind("line")
                .setName("gsm-1")
                .setDirection("outbound")
                .setCause(41)
                .setStartedAt(Timestamps.fromMillis(ended.minusSeconds(1).toEpochMilli()))
                .setEndedAt(Timestamps.fromMillis(ended.toEpochMilli())))
        .build();
  }

  @Test
  void aPolicyFiresOnceInEveryReplicaAndOutlivesThemUntilSomebodyRestoresTheLine(
      @TempDir Path directory) throws Exception {
    try (var broker = BrokerFactory.start(directory)) {
      try (Replica first = new Replica(broker.bootstrap());
          Replica second = new Replica(broker.bootstrap())) {
        for (int i = 0; i < 3; i++) {
          assertEquals(List.of(), first.policing.states());
          first.policing.count(failed(i));
          second.policing.count(failed(i));
          first.call("in order " + i); // what was told before is known
        }
        await(() -> first.told.size() == 1 && second.told.size() == 1);
        assertEquals(first.told, second.told);
        assertEquals(
            "disabled by run policy dead (3 calls in a row did not ring) since 2026-11-22T06:00:00Z",
            Standings.words(first.told.getFirst()));
      }
      try (Replica third = new Replica(broker.bootstrap())) {
        assertEquals(1, third.policing.states().size());
        await(() -> !third.told.isEmpty());
        assertEquals(third.policing.states(), third.told, "a new replica tells what it has found");
        third.policing.count(failed(2));
        third.policing.restore(List.of("line/gsm-1")).get(10, TimeUnit.SECONDS);
        assertEquals(List.of(), third.policing.states());
        assertEquals("restored, no policy is against it", Standings.words(third.told.getLast()));
      }
      assertEquals(
          List.of("restored, no policy is against it"),
          published(broker.bootstrap()).values().stream().map(Standings::words).toList());
    }
  }

  @Test
  void aCallForHelpThatNobodyTookIsOneAlarmUntilSomebodyTakesItBack(@TempDir Path directory)
      throws Exception {
    CallRecord help =
        failed(1).toBuilder()
            .setEmergency(true)
            .setOriginKind("line")
            .setOrigin("fxs-1")
            .setCalledNumber("112")
            .setEndedAt(Timestamps.fromMillis(Instant.parse("2026-11-20T05:59:01Z").toEpochMilli()))
            .build();
    try (var broker = BrokerFactory.start(directory)) {
      try (Replica first = new Replica(broker.bootstrap());
          Replica second = new Replica(broker.bootstrap())) {
        first.policing.count(help);
        second.policing.count(help);
        await(() -> first.told.size() == 1 && second.told.size() == 1);
        assertEquals(
            "line fxs-1 dialled 112, and nobody answered (cause 0) at 2026-11-20T05:59:01Z",
            Standings.words(second.told.getFirst()));
        second.policing.restore(List.of("emergency/line/fxs-1")).get(10, TimeUnit.SECONDS);
        assertEquals(List.of(), second.policing.states());
      }
      try (Replica third = new Replica(broker.bootstrap())) {
        assertEquals(List.of(), third.policing.states());
        third.policing.count(help);
        third.call("in order");
        assertEquals(List.of(), third.policing.states(), "records are read again");
      }
    }
  }

  @Test
  void theSelfTestOfADayIsToldByOneReplica(@TempDir Path directory) throws Exception {
    Documents documents =
        Documents.of(
            DocumentYaml.parse(
                "t",
                "{kind: Settings, name: default, spec: {emergency: {self-test-at: '05:30'}}}"));
    EmergencyReport report =
        EmergencyReport.newBuilder()
            .addRows(EmergencyRow.newBuilder().setCaller("extension/101").setWarning("no line"))
            .build();
    List<String> heard = new CopyOnWriteArrayList<>();
    try (var broker = BrokerFactory.start(directory);
        Replica first = new Replica(broker.bootstrap());
        Replica second = new Replica(broker.bootstrap())) {
      List<EmergencySelfTest> tests =
          Stream.of(first, second)
              .map(replica ->
                  new EmergencySelfTest(
                      replica.quotas,
                      () -> documents,
                      _ -> report,
                      InstantSource.fixed(Instant.parse("2026-11-22T06:00:00Z")),
                      (due, problems) -> heard.add(due + " " + problems)))
              .toList();
      tests.forEach(EmergencySelfTest::tick);
      await(() -> first.told.size() == 1 && second.told.size() == 1);
      tests.forEach(EmergencySelfTest::tick);
      first.call("in order");
      second.call("in order, too");
      await(() -> !heard.isEmpty());
      assertEquals(List.of("2026-11-22T05:30:00Z [extension/101: no line]"), heard);
      assertEquals(
          "self-test of 2026-11-22T05:30:00Z: extension/101: no line",
          Standings.words(second.policing.states().getFirst()));
    }
  }

  @Test
  void ofACallForHelpOfACutOffEdgeOneReplicaTells(@TempDir Path directory) throws Exception {
    Documents documents =
        Documents.of(
            DocumentYaml.parse("t", "{kind: Site, name: munich, spec: {notify: ['+491701']}}"));
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    List<String> heard = new CopyOnWriteArrayList<>();
    List<AuditRecord> kept = new CopyOnWriteArrayList<>();
    try (var broker = BrokerFactory.start(directory);
        Replica first = new Replica(broker.bootstrap());
        Replica second = new Replica(broker.bootstrap())) {
      List<LateHelpNotice> notices =
          Stream.of(first, second)
              .map(replica ->
                  new LateHelpNotice(
                      replica.quotas,
                      () -> documents,
                      new SiteNews(
                          (id, to, _, _) -> heard.add(id + " " + to),
                          (_, _, _) -> {},
                          (_, _, _, _) -> {}),
                      kept::add,
                      InstantSource.fixed(now)))
              .toList();
      List<CallRecord> calls =
          List.of(
              alone("fresh", now.minus(Duration.ofMinutes(59))).build(),
              alone("old", now.minus(Duration.ofMinutes(61))).build(),
              alone("told", now.minus(Duration.ofMinutes(2))).setEdgeAlone(false).build());
      notices.forEach(notice -> calls.forEach(notice::count));
      notices.forEach(LateHelpNotice::tick);
      first.call("in order");
      second.call("in order, too");
      await(() -> !heard.isEmpty());
      notices.forEach(notice -> calls.forEach(notice::count)); // read again after a restart
      notices.forEach(LateHelpNotice::tick);
      first.call("in order, once more");
      second.call("in order, at last");
      assertEquals(List.of("emergency-late-fresh-+491701 +491701"), heard);
      assertEquals(
          List.of("emergency-call-failed"), kept.stream().map(AuditRecord::getAction).toList());
    }
  }

  private static CallRecord.Builder alone(String id, Instant ended) {
    return CallRecord.newBuilder()
        .setCallId(id)
        .setOriginKind("line")
        .setOrigin("fxs-1")
        .setCalledNumber("112")
        .setEmergency(true)
        .setEdgeAlone(true)
        .setSite("munich")
        .setEndedAt(Timestamps.fromMillis(ended.toEpochMilli()));
  }

  /// The last of every line, as sip-trunk and console read it.
  private static Map<String, PolicyStateRecord> published(String bootstrap) throws Exception {
    Map<String, PolicyStateRecord> last = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.POLICY_STATE.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          last.put(record.key(), PolicyStateRecord.parseFrom(record.value()));
        }
      }
    }
    return last;
  }

  @Test
  void replicasCountMessagesTogether(@TempDir Path directory) throws Exception {
    try (var broker = BrokerFactory.start(directory);
        Replica first = new Replica(broker.bootstrap());
        Replica second = new Replica(broker.bootstrap())) {
      first.message("a", 3);
      second.message("b", 2);
      second.message("b", 2);
      Fault sixth = assertFault(() -> first.message("c", 1));
      assertEquals(Fault.Kind.NO_CAPACITY, sixth.kind());
      assertEquals(
          "limit plan line/gsm-1: 5 of 5 messages are used or reserved", sixth.getMessage());
      assertEquals(List.of("gsm-2"), first.authorized(false).getLinesList());
      SmsDecision refused =
          first.messages.left(
              AuthorizeSmsRequest.getDefaultInstance(),
              SmsDecision.newBuilder().addLines("gsm-1").build());
      assertTrue(refused.getLimited(), refused.toString());
      assertEquals(0, refused.getLinesCount());
      SmsDecision waits =
          first.messages.left(
              AuthorizeSmsRequest.getDefaultInstance(),
              SmsDecision.newBuilder().addLines("gsm-1").setWaitForLimits(true).build());
      assertEquals(1, waits.getLinesCount());
      second.messages.settle(SettleMessageRequest.newBuilder().setLease("b").setUnsent(1).build());
      await(() -> messagesUsed(first) == 1);
      first.message("d", 1);
      first
          .leases
          .reset(ResetRequest.newBuilder().setQuota("plan line/gsm-1").build())
          .get(10, TimeUnit.SECONDS);
      await(() -> messagesUsed(second) == 0);
    }
  }

  private static long messagesUsed(Replica replica) {
    return replica.leases.balances().stream()
        .filter(balance -> balance.getMeasure() == Measure.MEASURE_MESSAGES)
        .mapToLong(Balance::getUsed)
        .sum();
  }

  private static Fault assertFault(Executable asked) {
    ExecutionException failed = assertThrows(ExecutionException.class, asked);
    return assertInstanceOf(Fault.class, failed.getCause());
  }

  @Test
  void withoutKafkaAMessageThatALimitConcernsIsNotReserved() {
    Quotas quotas = new Quotas(() -> "x", Duration.ofSeconds(1));
    MessageLeases messages =
        new MessageLeases(quotas, () -> LIMITS, () -> new Moment(Instant.EPOCH, true));
    ReserveMessageRequest request =
        ReserveMessageRequest.newBuilder().setLease("a").setLine("gsm-1").setParts(1).build();
    Fault away = assertFault(() -> messages.reserve(request).get(10, TimeUnit.SECONDS));
    assertEquals(Fault.Kind.UNAVAILABLE, away.kind());
  }

  @Test
  void withoutKafkaNothingIsGranted() throws Exception {
    Quotas quotas = new Quotas(() -> "x", Duration.ofSeconds(1));
    Leases leases = new Leases(quotas, () -> LIMITS, InstantSource.system(), () -> true, () -> "y");
    Decision decision =
        Decision.newBuilder().addTargets(Target.newBuilder().setLine("gsm-1")).build();
    Decision refused =
        leases.reserve(RouteRequest.getDefaultInstance(), decision).get(10, TimeUnit.SECONDS);
    assertEquals(403, refused.getSipStatus());
    assertEquals("nobody can say what is left of the limits: Kafka is away", refused.getReason());
  }
}
