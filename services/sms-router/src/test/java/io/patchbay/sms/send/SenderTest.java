package io.patchbay.sms.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.proto.event.v1.SmsFact;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.sms.ManualClock;
import io.patchbay.sms.Pdus;
import io.patchbay.sms.SharedPostgres;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.control.Trunks.SendResult;
import io.patchbay.sms.ledger.MessageIds;
import io.patchbay.sms.receive.FactStore;
import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.store.Acceptance;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Draft;
import io.patchbay.sms.store.Job;
import io.patchbay.sms.store.Messages;
import io.patchbay.sms.store.Outbound;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.HashSet;
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

/// With a real database, time by hand, and an edge that keeps its promise.
@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SenderTest {
  private static final String RECIPIENT = "+8613800000001";

  private ManualClock clock = new ManualClock();
  private FakeEdge edge = new FakeEdge();
  private Database database;
  private MessageIds ids;
  private FactStore facts;
  private Sender sender;
  private int made;

  @BeforeAll
  void startDatabase(EmbeddedPostgres postgres) {
    database = new Database(postgres.getPostgresDatabase());
    database.migrate();
  }

  @BeforeEach
  void start() {
    database.transact(transaction ->
        transaction.update(
            "truncate sms_router.messages, sms_router.parts, sms_router.queue, sms_router.requests,"
                + " sms_router.reports, sms_router.outbox"));
    clock = new ManualClock();
    edge = new FakeEdge();
    ids = new MessageIds(clock, new SplittableRandom(5));
    facts = new FactStore(database, new Configuration(), clock, ids::next);
    sender = new Sender(database, edge, Conditions.none(), clock, () -> {});
  }

  private Draft draft(String requestId, int parts, String... lines) {
    Message message =
        Message.newBuilder()
            .setMessageId(ids.next())
            .setDirection(Direction.DIRECTION_OUTBOUND)
            .setState(MessageState.MESSAGE_STATE_ACCEPTED)
            .setLine(lines[0])
            .setPeer(RECIPIENT)
            .setText("text")
            .setParts(parts)
            .setCreatedAt(Messages.timestamp(clock.instant()))
            .setUpdatedAt(Messages.timestamp(clock.instant()))
            .setOrigin("test")
            .build();
    List<byte[]> tpdus = new java.util.ArrayList<>();
    for (int part = 1; part <= parts; part++) {
      tpdus.add(new byte[] {(byte) (made >> 8), (byte) made++, (byte) part});
    }
    return new Draft(
        message,
        requestId,
        List.of(lines),
        tpdus,
        true,
        clock.instant().plus(Duration.ofDays(3)),
        false);
  }

  private String accept(Draft draft) {
    return database
        .transact(transaction -> Acceptance.accept(transaction, List.of(draft)))
        .getFirst()
        .getMessageId();
  }

  /// Works until nothing is due.
  private void work() {
    boolean more = true;
    while (more) {
      more = false;
      for (String line :
          database.transact(transaction -> Outbound.dueLines(transaction, clock.instant()))) {
        Optional<Job> job =
            database.transact(transaction -> Outbound.claim(transaction, line, clock.instant()));
        job.ifPresent(sender::send);
        more |= job.isPresent();
      }
    }
  }

  private Message message(String id) {
    return database.transact(transaction -> Messages.get(transaction, id)).orElseThrow();
  }

  private void report(int reference, int status) {
    facts.take(
        List.of(
            SmsFact.newBuilder()
                .setFactId("report-" + made++)
                .setLine("gsm-1")
                .setStatusReport(
                    ByteString.copyFrom(Pdus.report(reference, RECIPIENT, status, clock.instant())))
                .build()));
  }

  @Test
  void aLongMessageIsSentInOrderAndDeliveredWhenEveryPartWas() {
    String id = accept(draft("", 3, "gsm-1", "gsm-2"));
    work();
    assertEquals(
        List.of((byte) 1, (byte) 2, (byte) 3),
        edge.radio().stream().map(sent -> sent.tpdu().get(2)).toList());
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(id).getState());
    report(1, 0x00);
    report(3, 0x20);
    report(2, 0x00);
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(id).getState());
    assertEquals("TP-ST 0x20: congestion", message(id).getReason());
    report(3, 0x00);
    assertEquals(MessageState.MESSAGE_STATE_DELIVERED, message(id).getState());
    assertEquals("", message(id).getReason());
  }

  @Test
  void aMessageSentAgainIsTheSameWithItsServiceCentre() {
    Draft plain = draft("", 1, "gsm-1", "gsm-2");
    Message message =
        plain.message().toBuilder()
            .setMessageClass(0)
            .setValidityMinutes(60)
            .setServiceCentre("+8613800100500")
            .build();
    Draft draft =
        new Draft(message, "", plain.lines(), plain.tpdus(), true, plain.expiresAt(), false);
    edge.around(
        () -> {
          throw new FakeEdge.Killed();
        },
        () -> {});
    String id = accept(draft);
    assertThrows(FakeEdge.Killed.class, this::work);
    edge.around(() -> {}, () -> {});
    sender = new Sender(database, edge, Conditions.none(), clock, () -> {});
    clock.advance(Outbound.CLAIM);
    work();
    assertEquals(
        List.of("+8613800100500"),
        edge.radio().stream().map(FakeEdge.Sent::serviceCentre).toList());
    Message sent = message(id);
    assertTrue(sent.hasMessageClass());
    assertEquals(0, sent.getMessageClass());
    assertEquals(60, sent.getValidityMinutes());
    assertEquals("+8613800100500", sent.getServiceCentre());
  }

  @Test
  void aReportThatSaysNoFailsTheMessageByName() {
    String id = accept(draft("", 1, "gsm-1"));
    work();
    report(1, 0x46);
    assertEquals(MessageState.MESSAGE_STATE_FAILED, message(id).getState());
    assertEquals("TP-ST 0x46: validity period expired", message(id).getReason());
  }

  @Test
  void aReportFasterThanTheModemsAnswerCountsAllTheSame() {
    edge.around(() -> {}, () -> report(1, 0x00));
    String id = accept(draft("", 1, "gsm-1"));
    work();
    assertEquals(MessageState.MESSAGE_STATE_DELIVERED, message(id).getState());
  }

  @Test
  void theSameRequestIsTheSameMessage() {
    String id = accept(draft("key", 1, "gsm-1"));
    assertEquals(id, accept(draft("key", 1, "gsm-1")));
    Draft twin = draft("other", 1, "gsm-1");
    Draft sibling = draft("other", 1, "gsm-1");
    List<Message> both =
        database.transact(transaction -> Acceptance.accept(transaction, List.of(twin, sibling)));
    assertEquals(both.get(0).getMessageId(), both.get(1).getMessageId());
    work();
    assertEquals(2, edge.radio().size());
  }

  @Test
  void atATemporaryErrorTheNextLineIsTriedAndThenThereIsAPause() {
    edge.modem((_, _) -> Optional.of(FakeEdge.refusal(Refusal.Kind.TEMPORARY, "+CMS ERROR: 38")));
    String id = accept(draft("", 2, "gsm-1", "gsm-2"));
    work();
    assertEquals(MessageState.MESSAGE_STATE_ACCEPTED, message(id).getState());
    edge.modem((line, _) ->
        line.equals("gsm-1")
            ? Optional.of(FakeEdge.refusal(Refusal.Kind.LINE, "barred"))
            : Optional.empty());
    clock.advance(Duration.ofSeconds(1));
    work();
    assertEquals(List.of(), edge.radio(), "still pausing");
    clock.advance(Duration.ofSeconds(1));
    edge.modem((line, _) ->
        line.equals("gsm-1")
            ? Optional.of(FakeEdge.refusal(Refusal.Kind.TEMPORARY, "busy"))
            : Optional.empty());
    work();
    assertEquals(
        List.of("gsm-2", "gsm-2"), edge.radio().stream().map(FakeEdge.Sent::line).toList());
    assertEquals("gsm-2", message(id).getLine());
    assertEquals(MessageState.MESSAGE_STATE_SENT, message(id).getState());
  }

  @Test
  void anErrorOfTheMessageIsFinalAndNamesTheCmsError() {
    edge.modem((_, _) -> Optional.of(FakeEdge.refusal(Refusal.Kind.MESSAGE, "+CMS ERROR: 1")));
    String id = accept(draft("", 1, "gsm-1", "gsm-2"));
    work();
    assertEquals(MessageState.MESSAGE_STATE_FAILED, message(id).getState());
    assertEquals("+CMS ERROR: 1", message(id).getReason());
  }

  @Test
  void anUnknownOutcomeIsAskedAgainUnderTheSameIdAndNeverSentAnew() {
    edge.modem((_, _) -> Optional.of(new SendResult.Unknown("timed out", true)));
    String id = accept(draft("", 1, "gsm-1", "gsm-2"));
    for (int i = 0; i < 10; i++) {
      work();
      clock.advance(Duration.ofMinutes(1));
    }
    assertEquals(List.of(), edge.radio());
    assertEquals(MessageState.MESSAGE_STATE_FAILED, message(id).getState());
    assertEquals("outcome unknown: timed out", message(id).getReason());
  }

  @Test
  void whatCouldNotBeSentInItsValidityFails() {
    edge.modem((_, _) -> Optional.of(FakeEdge.refusal(Refusal.Kind.TEMPORARY, "no service")));
    String id = accept(draft("", 1, "gsm-1"));
    work();
    clock.advance(Duration.ofDays(4));
    work();
    assertEquals(MessageState.MESSAGE_STATE_FAILED, message(id).getState());
    assertEquals("not sent within its validity", message(id).getReason());
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43, 44})
  void killedAtAnyStepEveryPartLeavesOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    edge.around(() -> maybeDie(random), () -> maybeDie(random));
    int parts = 0;
    for (int i = 0; i < 20; i++) {
      int count = 1 + random.nextInt(3);
      parts += count;
      accept(draft("", count, "gsm-1", "gsm-2"));
    }
    boolean done = false;
    int lives = 0;
    while (!done) {
      try {
        work();
        clock.advance(Outbound.CLAIM.plusSeconds(1));
        done =
            database
                .transact(transaction -> Outbound.dueLines(transaction, clock.instant()))
                .isEmpty();
      } catch (FakeEdge.Killed _) {
        lives++;
      }
    }
    assertTrue(lives > 3, "seed " + seed + " killed only " + lives + " times");
    assertEquals(parts, edge.radio().size(), "seed " + seed);
    assertEquals(parts, new HashSet<>(edge.radio()).size(), "seed " + seed);
  }

  private static void maybeDie(SplittableRandom random) {
    if (random.nextInt(6) == 0) {
      throw new FakeEdge.Killed();
    }
  }
}
