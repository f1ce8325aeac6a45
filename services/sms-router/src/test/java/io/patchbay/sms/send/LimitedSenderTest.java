package io.patchbay.sms.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.sms.ManualClock;
import io.patchbay.sms.SharedPostgres;
import io.patchbay.sms.ledger.MessageIds;
import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.store.Acceptance;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Draft;
import io.patchbay.sms.store.Job;
import io.patchbay.sms.store.Messages;
import io.patchbay.sms.store.Outbound;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counts and intervals of short messages (AT-148): the ledger of limits, a real database, time by
/// hand.
@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitedSenderTest {
  private static final String QUOTA = "plan line/gsm-1";
  private static final String FIVE =
      """
      {kind: Line, name: gsm-1, spec: {kind: sim}}
      ---
      {kind: Line, name: gsm-2, spec: {kind: sim}}
      ---
      {kind: Limit, name: plan, spec: {on: [line/gsm-1], messages: '5'}}
      """;

  private ManualClock clock = new ManualClock();
  private FakeEdge edge = new FakeEdge();
  private LedgerConditions conditions = new LedgerConditions(clock, Duration.ZERO, "");
  private Database database;
  private MessageIds ids;
  private final List<Instant> sentAt = new ArrayList<>();

  @BeforeAll
  void startDatabase(EmbeddedPostgres postgres) {
    database = new Database(postgres.getPostgresDatabase());
    database.migrate();
  }

  @BeforeEach
  void start() {
    database.transact(transaction ->
        transaction.update(
            "truncate sms_router.messages, sms_router.parts, sms_router.queue, sms_router.paces,"
                + " sms_router.requests, sms_router.reports, sms_router.outbox"));
    clock = new ManualClock();
    edge = new FakeEdge();
    edge.around(() -> {}, () -> sentAt.add(clock.instant()));
    sentAt.clear();
    ids = new MessageIds(clock, new SplittableRandom(5));
    given(Duration.ZERO, FIVE);
  }

  private void given(Duration interval, String documents) {
    conditions = new LedgerConditions(clock, interval, documents);
  }

  private String accept(int parts, boolean waits, String... lines) {
    Message message =
        Message.newBuilder()
            .setMessageId(ids.next())
            .setDirection(Direction.DIRECTION_OUTBOUND)
            .setState(MessageState.MESSAGE_STATE_ACCEPTED)
            .setLine(lines[0])
            .setPeer("+8613800000001")
            .setText("text")
            .setParts(parts)
            .setCreatedAt(Messages.timestamp(clock.instant()))
            .setUpdatedAt(Messages.timestamp(clock.instant()))
            .setOrigin("extension/101")
            .build();
    List<byte[]> tpdus = new ArrayList<>();
    for (int part = 1; part <= parts; part++) {
      tpdus.add(new byte[] {(byte) part});
    }
    Draft draft =
        new Draft(
            message,
            "",
            List.of(lines),
            tpdus,
            false,
            clock.instant().plus(Duration.ofDays(3)),
            waits);
    return database
        .transact(transaction -> Acceptance.accept(transaction, List.of(draft)))
        .getFirst()
        .getMessageId();
  }

  /// Works until nothing is due.
  private void work() {
    Sender sender = new Sender(database, edge, conditions, clock, () -> {});
    boolean more = true;
    while (more) {
      more = false;
      for (String line :
          database.transact(transaction -> Outbound.dueLines(transaction, clock.instant()))) {
        boolean paced = conditions.interval(line).isPositive();
        Optional<Job> job =
            database.transact(transaction ->
                paced
                    ? Outbound.claimPaced(transaction, line, clock.instant())
                    : Outbound.claim(transaction, line, clock.instant()));
        job.ifPresent(sender::send);
        more |= job.isPresent();
      }
    }
  }

  private Message message(String id) {
    return database.transact(transaction -> Messages.get(transaction, id)).orElseThrow();
  }

  private List<String> lines() {
    return edge.radio().stream().map(FakeEdge.Sent::line).toList();
  }

  @Test
  void at148TheSixthOfFiveIsRefusedAndThreeSecondsAreBetween() {
    given(Duration.ofSeconds(3), FIVE);
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      messages.add(accept(1, false, "gsm-1"));
    }
    Instant start = clock.instant();
    for (int i = 0; i < 250; i++) {
      work();
      clock.advance(Duration.ofMillis(100));
    }
    assertEquals(
        List.of(0L, 3000L, 6000L, 9000L, 12_000L),
        sentAt.stream().map(at -> Duration.between(start, at).toMillis()).toList());
    assertEquals(
        List.of(5L, 1L),
        List.of(
            messages.stream()
                .filter(id -> message(id).getState() == MessageState.MESSAGE_STATE_SENT)
                .count(),
            messages.stream()
                .filter(id -> message(id).getState() == MessageState.MESSAGE_STATE_FAILED)
                .count()));
    assertEquals(
        "limit plan line/gsm-1: 5 of 5 messages are used or reserved",
        message(messages.getLast()).getReason());
  }

  @Test
  void partsOfALongMessageCountAndKeepTheIntervalAndItIsNeverCutInTwo() {
    given(Duration.ofSeconds(3), FIVE);
    String first = accept(3, false, "gsm-1");
    String second = accept(3, false, "gsm-1");
    String third = accept(2, false, "gsm-1");
    for (int i = 0; i < 10; i++) {
      work();
      clock.advance(Duration.ofSeconds(2));
    }
    assertEquals(5, edge.radio().size());
    assertEquals(
        List.of(1, 2, 3, 1, 2),
        edge.radio().stream().map(sent -> sent.tpdu().getFirst().intValue()).toList());
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(first).getState());
    assertEquals(MessageState.MESSAGE_STATE_FAILED, message(second).getState());
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(third).getState());
    assertEquals(5, conditions.used(QUOTA));
    for (int i = 1; i < sentAt.size(); i++) {
      Duration gap = Duration.between(sentAt.get(i - 1), sentAt.get(i));
      assertTrue(gap.compareTo(Duration.ofSeconds(3)) >= 0, sentAt.toString());
    }
  }

  @Test
  void anotherLineTakesItWhenThisOneHasNoneLeft() {
    for (int i = 0; i < 6; i++) {
      accept(1, false, "gsm-1", "gsm-2");
    }
    work();
    assertEquals(6, edge.radio().size());
    assertEquals(5, lines().stream().filter("gsm-1"::equals).count());
  }

  @Test
  void aMessageThatWaitsIsSentWhenThereAreNewOnes() {
    given(Duration.ZERO, FIVE.replace("messages: '5'", "messages: '00:00-12:00,1|12:00-24:00,1'"));
    accept(1, true, "gsm-1");
    String waits = accept(1, true, "gsm-1");
    work();
    assertEquals(MessageState.MESSAGE_STATE_ACCEPTED, message(waits).getState());
    for (int i = 0; i < 12 * 60; i++) {
      clock.advance(Duration.ofMinutes(1));
      work();
    }
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(waits).getState());
    assertEquals(2, edge.radio().size());
  }

  @Test
  void whatTheModemRefusedIsGivenBackAlsoWhenThatWasLost() {
    edge.modem((_, _) -> Optional.of(FakeEdge.refusal(Refusal.Kind.TEMPORARY, "no service")));
    accept(3, false, "gsm-1");
    work();
    assertEquals(0, conditions.reserved(QUOTA));
    clock.advance(Duration.ofSeconds(2));
    conditions.forgetful(true);
    work();
    assertEquals(3, conditions.reserved(QUOTA));
    conditions.forgetful(false);
    edge.modem((_, _) -> Optional.empty());
    clock.advance(Duration.ofMinutes(1));
    work();
    assertEquals(List.of(0L, 3L), List.of(conditions.reserved(QUOTA), conditions.used(QUOTA)));
  }

  @Test
  void withoutTheLedgerALimitedMessageWaits() {
    conditions.away(true);
    String id = accept(1, false, "gsm-1");
    work();
    assertEquals(List.of(), edge.radio());
    assertEquals(MessageState.MESSAGE_STATE_ACCEPTED, message(id).getState());
    conditions.away(false);
    clock.advance(Duration.ofSeconds(2));
    work();
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(id).getState());
  }

  /// Workers die before or after a command, what is settled may be lost: no more than the limit
  /// ever leaves, and what left is in the books.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void deathsNeverSpendMoreThanTheLimit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    given(Duration.ZERO, FIVE.replace("'5'", "'20'"));
    edge.around(() -> maybeDie(random), () -> maybeDie(random));
    edge.modem((_, _) ->
        random.nextInt(4) == 0
            ? Optional.of(FakeEdge.refusal(Refusal.Kind.TEMPORARY, "busy"))
            : Optional.empty());
    for (int i = 0; i < 20; i++) {
      accept(1 + random.nextInt(3), false, "gsm-1");
    }
    boolean done = false;
    while (!done) {
      conditions.forgetful(random.nextInt(3) == 0);
      try {
        work();
      } catch (FakeEdge.Killed _) {
        assertTrue(edge.radio().size() <= 20, "seed " + seed);
      }
      clock.advance(Outbound.CLAIM.plusSeconds(200));
      done =
          database
              .transact(transaction -> Outbound.dueLines(transaction, clock.instant()))
              .isEmpty();
    }
    long booked = conditions.used(QUOTA) + conditions.reserved(QUOTA);
    assertTrue(edge.radio().size() <= booked, "seed " + seed + ": booked " + booked);
    assertTrue(booked <= 20, "seed " + seed + ": booked " + booked);
    assertTrue(edge.radio().size() > 10, "seed " + seed + ": " + edge.radio().size());
  }

  private static void maybeDie(SplittableRandom random) {
    if (random.nextInt(6) == 0) {
      throw new FakeEdge.Killed();
    }
  }

  @Test
  void aWorkerThatDiedHoldsTheLineNoLongerThanItsClaim() {
    given(Duration.ofSeconds(3), FIVE);
    accept(1, false, "gsm-1");
    edge.around(
        () -> {
          throw new FakeEdge.Killed();
        },
        () -> {});
    assertThrows(FakeEdge.Killed.class, this::work);
    edge.around(() -> {}, () -> {});
    work();
    assertEquals(List.of(), edge.radio());
    clock.advance(Outbound.CLAIM);
    work();
    assertEquals(1, edge.radio().size());
  }
}
