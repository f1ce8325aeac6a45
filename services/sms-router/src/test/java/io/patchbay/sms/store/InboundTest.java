package io.patchbay.sms.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.event.v1.SmsFact;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.Waiting;
import io.patchbay.proto.sms.v1.WaitingKind;
import io.patchbay.sms.ManualClock;
import io.patchbay.sms.Pdus;
import io.patchbay.sms.SharedPostgres;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.door.SipDoor;
import io.patchbay.sms.ledger.MessageIds;
import io.patchbay.sms.receive.FactStore;
import io.patchbay.sms.send.FakeEdge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InboundTest {
  private static final String LONG = "长短信测试😀".repeat(40);

  private final ManualClock clock = new ManualClock();
  private Database database;
  private FactStore facts;
  private int made;

  @BeforeAll
  void start(EmbeddedPostgres postgres) {
    database = new Database(postgres.getPostgresDatabase());
    database.migrate();
    Configuration configuration = new Configuration();
    configuration.change(
        List.of(
            Document.newBuilder()
                .setKind("Line")
                .setName("gsm-1")
                .setLine(
                    LineSpec.newBuilder()
                        .setKind(LineKind.LINE_KIND_SIM)
                        .setNumber("+8613900000001")
                        .setIncoming(Destination.newBuilder().setExtension("101")))
                .build()));
    MessageIds ids = new MessageIds(clock, new SplittableRandom(1));
    facts = new FactStore(database, configuration, clock, ids::next);
  }

  @BeforeEach
  void clear() {
    database.transact(transaction ->
        transaction.update(
            "truncate sms_router.messages, sms_router.inbound_parts, sms_router.assemblies, sms_router.deliveries,"
                + " sms_router.reports, sms_router.outbox"));
  }

  private SmsFact fact(byte[] pdu) {
    return SmsFact.newBuilder()
        .setFactId("fact-" + made++)
        .setEdge("edge-1")
        .setLine("gsm-1")
        .setDeliver(ByteString.copyFrom(pdu))
        .build();
  }

  private List<Message> messages() {
    return database.transact(transaction ->
        Messages.list(
            transaction, new Messages.Query("", "", Direction.DIRECTION_UNSPECIFIED, "", 1000)));
  }

  private List<SmsFact> parts(String text, int reference) {
    return Pdus.deliver("+8613800000001", text, reference, clock.instant()).stream()
        .map(this::fact)
        .toList();
  }

  private long rows(String table) {
    return database
        .transact(transaction ->
            transaction.first("select count(*) from sms_router." + table, row -> row.getLong(1)))
        .orElseThrow();
  }

  @Test
  void aMessageComesOnceHoweverOftenItsFactIsRead() {
    List<SmsFact> one = parts("hello @ €", 1);
    facts.take(one);
    facts.take(one);
    facts.take(List.of(one.getFirst(), one.getFirst()));
    Message message = messages().getFirst();
    assertEquals(1, messages().size());
    assertEquals("hello @ €", message.getText());
    assertEquals("+8613800000001", message.getPeer());
    assertEquals("+8613900000001", message.getOwnNumber());
    assertEquals(MessageState.MESSAGE_STATE_RECEIVED, message.getState());
    assertEquals(clock.instant().getEpochSecond(), message.getServiceCentreAt().getSeconds());
    assertEquals(1, rows("deliveries"));
    assertEquals(1, rows("outbox"));
  }

  @Test
  void thePduReadFromTheSimAgainUnderAnotherIdIsNotAnotherMessage() {
    List<SmsFact> one = parts("hello", 1);
    facts.take(one);
    facts.take(List.of(one.getFirst().toBuilder().setFactId("read again").build()));
    assertEquals(1, messages().size());
    clock.advance(Duration.ofSeconds(1));
    facts.take(parts("hello", 1));
    assertEquals(2, messages().size(), "a second later it is a message of its own");
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void longMessagesInAnyOrderInBatchesReadTwiceGiveEachTextOnce(long seed) {
    Random random = new Random(seed);
    List<SmsFact> all = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String text =
          i + ": " + LONG.substring(0, LONG.offsetByCodePoints(0, 150 + random.nextInt(50)));
      texts.add(text);
      all.addAll(parts(text, 40 + i));
    }
    Collections.shuffle(all, random);
    int at = 0;
    while (at < all.size()) {
      int next = Math.min(all.size(), at + 1 + random.nextInt(5));
      facts.take(all.subList(at, next));
      at = Math.max(0, next - random.nextInt(3)); // killed before the offset was committed
      at = next == all.size() ? next : at;
    }
    assertEquals(
        texts.stream().sorted().toList(),
        messages().stream().map(Message::getText).sorted().toList(),
        "seed " + seed);
    assertEquals(8, rows("deliveries"));
  }

  @Test
  void whatStaysIncompleteIsShownAfterTenMinutesAndCompletedByALatePart() {
    List<SmsFact> three = parts("a".repeat(153) + "b".repeat(153) + "c".repeat(10), 9);
    facts.take(List.of(three.get(2), three.get(0)));
    facts.flush();
    assertEquals(List.of(), messages(), "not yet");
    clock.advance(Duration.ofMinutes(10));
    facts.flush();
    facts.flush();
    Message incomplete = messages().getFirst();
    assertEquals(MessageState.MESSAGE_STATE_INCOMPLETE, incomplete.getState());
    assertEquals("1 of 3 parts missing", incomplete.getReason());
    assertFalse(incomplete.getUnparsed());
    assertEquals("a".repeat(153) + "[…]" + "c".repeat(10), incomplete.getText());
    assertEquals(2, incomplete.getPdusCount());
    clock.advance(Duration.ofHours(3));
    facts.take(List.of(three.get(1)));
    Message complete = messages().getFirst();
    assertEquals(MessageState.MESSAGE_STATE_RECEIVED, complete.getState());
    assertEquals("a".repeat(153) + "b".repeat(153) + "c".repeat(10), complete.getText());
    assertEquals("", complete.getReason());
    assertEquals(1, messages().size());
    assertEquals(1, rows("deliveries"));
  }

  @Test
  void aReferenceUsedAgainIsAnotherMessage() {
    facts.take(parts("a".repeat(200), 5));
    clock.advance(Duration.ofMinutes(1));
    facts.take(parts("b".repeat(200), 5));
    assertEquals(
        List.of("b".repeat(200), "a".repeat(200)),
        messages().stream().map(Message::getText).collect(Collectors.toList()));
  }

  @Test
  void aWideReferenceIsPutTogetherToo() {
    List<byte[]> pdus =
        Pdus.deliverWide("+8613800000001", "你".repeat(100), 0x1234, clock.instant());
    facts.take(List.of(fact(pdus.get(1)), fact(pdus.get(0))));
    assertEquals("你".repeat(100), messages().getFirst().getText());
  }

  @Test
  void aPduNobodyCanReadIsKeptWithItsReasonAndTheExtensionIsTold() {
    byte[] garbage = {0, (byte) 0xFF, 1, 2};
    facts.take(List.of(fact(garbage)));
    Message message = messages().getFirst();
    assertEquals(MessageState.MESSAGE_STATE_INCOMPLETE, message.getState());
    assertEquals(List.of(HexFormat.of().withUpperCase().formatHex(garbage)), message.getPdusList());
    assertEquals("not decodable", message.getReason().substring(0, 13));
    assertTrue(message.getUnparsed());
    assertEquals("", message.getText());
    Deliveries.Delivery delivery = delivery();
    assertEquals("101", delivery.extension());
    assertEquals("gsm-1", delivery.from(), "nobody's name is no user part of an address");
    assertEquals(
        "A message from unknown on line gsm-1 could not be read: " + message.getReason(),
        delivery.text());
  }

  @Test
  void dataAreToldToTheExtensionInTheNameOfTheirSender() {
    facts.take(
        List.of(fact(HexFormat.of().parseHex("00040B918100551512F20004111010214365000401020304"))));
    Deliveries.Delivery delivery = delivery();
    assertEquals("+18005551212", delivery.from());
    assertEquals(
        "A message from +18005551212 on line gsm-1 could not be read: no text but 4 octets of data",
        delivery.text());
  }

  @Test
  void anEmptyMessageIsNoNews() {
    facts.take(parts("", 1));
    assertEquals(MessageState.MESSAGE_STATE_RECEIVED, messages().getFirst().getState());
    assertFalse(messages().getFirst().getUnparsed());
    assertEquals(0, rows("deliveries"));
  }

  @Test
  void classWaitingAndServiceCentreOfAMessageAreShown() {
    String centre = "0891683108100005F0";
    String from = "040B918100551512F200";
    String time = "11101021436500";
    facts.take(List.of(fact(HexFormat.of().parseHex(centre + from + "10" + time + "01" + "31"))));
    Message flash = messages().getFirst();
    assertTrue(flash.hasMessageClass());
    assertEquals(0, flash.getMessageClass());
    assertEquals("+8613800100500", flash.getServiceCentre());
    assertEquals(MessageState.MESSAGE_STATE_RECEIVED, flash.getState());
    // coding 0xD8: voice mail waits, keep the message; header: three faxes wait
    facts.take(
        List.of(
            fact(
                HexFormat.of()
                    .parseHex(
                        "00"
                            + "44"
                            + from.substring(2)
                            + "D8"
                            + time
                            + "07"
                            + "0401020103"
                            + "6218"))));
    Message waiting = messages().getFirst();
    assertEquals(
        List.of(
            Waiting.newBuilder().setKind(WaitingKind.WAITING_KIND_VOICE).setActive(true).build(),
            Waiting.newBuilder()
                .setKind(WaitingKind.WAITING_KIND_FAX)
                .setActive(true)
                .setCount(3)
                .build()),
        waiting.getWaitingList());
    assertFalse(waiting.hasMessageClass());
  }

  /// Coding 0xC8: voice mail waits, the text is to be thrown away.
  @Test
  void voiceMailThatWaitsIsToldToTheExtensionWithoutAnEmptyMessage() {
    FakeEdge phones = new FakeEdge();
    facts.take(
        List.of(
            fact(
                HexFormat.of()
                    .parseHex(
                        "00" + "04" + "0B918100551512F2" + "00C8" + "11101021436500" + "00"))));
    assertEquals("", messages().getFirst().getText());
    SipDoor door = new SipDoor(database, phones, clock);
    assertTrue(door.deliverOne());
    assertEquals(List.of("101 waiting Messages-Waiting: yes|"), phones.sip());
    assertFalse(door.deliverOne());
  }

  private Deliveries.Delivery delivery() {
    return database
        .transact(transaction -> Deliveries.claim(transaction, clock.instant()))
        .orElseThrow();
  }

  @Test
  void aFactWithNothingInItHoldsNothingUp() {
    facts.take(List.of(SmsFact.newBuilder().setFactId("empty").build(), parts("x", 1).getFirst()));
    assertEquals(1, messages().size());
  }

  @Test
  void whatCannotBeReadIsShownWithItsReasonAndItsOctets() {
    String front = "00440B918100551512F2";
    String time = "11101021436500";
    String[][] rows = {
      {"00040B918100551512F20020" + time + "0401020304", "compressed as of TS 23.042"},
      {front + "0000" + time + "03FF0102", "a header of 255 octets in user data of 3"},
      {"00000100", "not decodable: originator wants 1 octets, only 0 are left"},
    };
    for (String[] row : rows) {
      facts.take(List.of(fact(HexFormat.of().parseHex(row[0]))));
    }
    List<Message> shown = messages();
    assertEquals(rows.length, shown.size());
    for (String[] row : rows) {
      Message message =
          shown.stream()
              .filter(each -> each.getPdusList().equals(List.of(row[0])))
              .findFirst()
              .orElseThrow();
      assertEquals(MessageState.MESSAGE_STATE_INCOMPLETE, message.getState());
      assertEquals(row[1], message.getReason());
      assertTrue(message.getUnparsed());
    }
  }

  @Test
  void aLongMessageOfDataIsCompleteButSaidToHaveNoText() {
    for (int part = 1; part <= 2; part++) {
      String pdu = "00440B918100551512F20004111010214365000A05000309020" + part + "01020304";
      facts.take(List.of(fact(HexFormat.of().parseHex(pdu))));
    }
    Message message = messages().getFirst();
    assertEquals(2, message.getPartsDone());
    assertEquals(MessageState.MESSAGE_STATE_INCOMPLETE, message.getState());
    assertEquals("part 1: no text but 4 octets of data", message.getReason());
  }
}
