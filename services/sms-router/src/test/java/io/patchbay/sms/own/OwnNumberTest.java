package io.patchbay.sms.own;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.proto.config.v1.AutoReply;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.OwnNumber;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.edge.v1.UssdReceived;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.SmsFact;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.UssdState;
import io.patchbay.sms.ManualClock;
import io.patchbay.sms.Pdus;
import io.patchbay.sms.SharedPostgres;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.control.UssdLines;
import io.patchbay.sms.ledger.MessageIds;
import io.patchbay.sms.receive.FactStore;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.ussd.UssdDesk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Lines that find out their number, and lines that tell others theirs.
@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnNumberTest {
  private static final String CARD = "89860000000000000001";
  private static final String NUMBER = "13800001111";

  private final ManualClock clock = new ManualClock();
  private final List<String> told = new ArrayList<>();
  private final List<String> codes = new ArrayList<>();
  private final List<SendMessageRequest> sent = new ArrayList<>();
  private Database database;
  private Configuration configuration;
  private Cards cards;
  private FactStore facts;
  private OwnNumberDesk desk;
  private ArrivalDesk arrivals;
  private String answer = "";
  private int made;

  @BeforeAll
  void migrate(EmbeddedPostgres postgres) {
    database = new Database(postgres.getPostgresDatabase());
    database.migrate();
  }

  @BeforeEach
  void start() {
    database.transact(transaction ->
        transaction.update(
            "truncate sms_router.messages, sms_router.inbound_parts, sms_router.deliveries,"
                + " sms_router.own_numbers, sms_router.arrivals, sms_router.auto_replies"));
    told.clear();
    codes.clear();
    sent.clear();
    cards = new Cards();
    configuration = new Configuration();
    MessageIds ids = new MessageIds(clock, new SplittableRandom(++made));
    facts = new FactStore(database, configuration, clock, ids::next);
    restart();
  }

  /// Another process, the same database.
  private void restart() {
    Network network = new Network();
    UssdDesk ussd = new UssdDesk(network, () -> "s" + ++made, _ -> {});
    network.desk = ussd;
    desk =
        new OwnNumberDesk(
            cards,
            configuration,
            database,
            (line, card, number) -> told.add(line + " " + card + " " + number),
            ussd,
            this::send,
            Runnable::run,
            clock);
    arrivals =
        new ArrivalDesk(
            database, desk, new AutoReplies(configuration, database, this::send, clock), clock);
  }

  private Message send(SendMessageRequest request) {
    sent.add(request);
    return Message.getDefaultInstance();
  }

  /// Answers every code.
  private final class Network implements UssdLines {
    private @Nullable UssdDesk desk;

    @Override
    public void send(String line, String session, String commandId, String text, int waitMs) {
      codes.add(line + " " + text);
      requireNonNull(desk, "desk")
          .heard(
              LineEventRecord.newBuilder()
                  .setEvent(
                      LineEvent.newBuilder()
                          .setLine(line)
                          .setUssd(
                              UssdReceived.newBuilder()
                                  .setSession(session)
                                  .setText(answer)
                                  .setState(UssdState.USSD_STATE_DONE)))
                  .build());
    }

    @Override
    public void cancel(String line, String session, String commandId) {}
  }

  private void line(String name, String number, LineMessages.Builder messages) {
    LineSpec.Builder spec =
        LineSpec.newBuilder()
            .setKind(LineKind.LINE_KIND_SIM)
            .setNumber(number)
            .setMessages(messages);
    configuration.change(
        List.of(Document.newBuilder().setKind("Line").setName(name).setLine(spec).build()));
  }

  private void serves(String line, String card, String number) {
    cards.take(
        LineStateRecord.newBuilder()
            .setLine(line)
            .setKind(LineKind.LINE_KIND_SIM)
            .setStatus(
                LineStatus.newBuilder()
                    .setState(LineState.LINE_STATE_IN_SERVICE)
                    .setNumber(number)
                    .putIdentity("iccid", card))
            .build());
    desk.look();
  }

  private void searches(String line, String card) {
    cards.take(
        LineStateRecord.newBuilder()
            .setLine(line)
            .setKind(LineKind.LINE_KIND_SIM)
            .setStatus(
                LineStatus.newBuilder()
                    .setState(LineState.LINE_STATE_STARTING)
                    .putIdentity("iccid", card))
            .build());
    desk.look();
  }

  private void receives(String line, String sender, String text) {
    for (byte[] pdu : Pdus.deliver(sender, text, 1, clock.instant())) {
      facts.take(
          List.of(
              SmsFact.newBuilder()
                  .setFactId("fact-" + ++made)
                  .setLine(line)
                  .setDeliver(ByteString.copyFrom(pdu))
                  .build()));
    }
    while (arrivals.takeOne()) {
      clock.advance(Duration.ofMillis(1));
    }
  }

  private static LineMessages.Builder own(OwnNumber.Builder own) {
    return LineMessages.newBuilder().setOwnNumber(own);
  }

  @Test
  void theNetworkIsAskedByUssdWhenALineRegistersWithoutANumber() {
    answer = "尊敬的客户，您的号码是 13800001111";
    line("gsm-1", "", own(OwnNumber.newBuilder().setUssd("*123#").setKeyword("您的号码是")));
    searches("gsm-1", CARD);
    assertEquals(List.of(), codes);
    serves("gsm-1", CARD, "");
    assertEquals(List.of("gsm-1 *123#"), codes);
    assertEquals(List.of("gsm-1 " + CARD + " " + NUMBER), told);
  }

  @Test
  void theNumberStaysWithTheCardWhateverLineItIsInAndAfterARestart() {
    answer = "number 13800001111";
    line("gsm-1", "", own(OwnNumber.newBuilder().setUssd("*123#")));
    serves("gsm-1", CARD, "");
    restart();
    serves("gsm-1", "89860000000000000002", "");
    serves("gsm-2", CARD, "");
    assertEquals(List.of("gsm-1 *123#", "gsm-1 *123#"), codes, "another card is asked");
    assertEquals("gsm-2 " + CARD + " " + NUMBER, told.getLast());
  }

  @Test
  void aLineThatKnowsItsNumberAsksNobody() {
    line("gsm-1", "", own(OwnNumber.newBuilder().setUssd("*123#")));
    serves("gsm-1", CARD, NUMBER);
    line("gsm-2", NUMBER, own(OwnNumber.newBuilder().setUssd("*123#")));
    serves("gsm-2", "89860000000000000002", "");
    assertEquals(List.of(), codes);
  }

  @Test
  void withoutAnAnswerItIsAskedAgainLaterAndWhenItRegistersAnew() {
    answer = "try again later";
    line("gsm-1", "", own(OwnNumber.newBuilder().setUssd("*123#").setKeyword("number")));
    serves("gsm-1", CARD, "");
    desk.look();
    assertEquals(1, codes.size());
    clock.advance(Duration.ofMinutes(2));
    desk.look();
    assertEquals(2, codes.size());
    clock.advance(Duration.ofMinutes(3));
    desk.look();
    assertEquals(2, codes.size());
    searches("gsm-1", CARD);
    serves("gsm-1", CARD, "");
    assertEquals(3, codes.size(), "registered anew");
    searches("gsm-1", CARD);
    serves("gsm-1", CARD, "");
    assertEquals(3, codes.size(), "but not for every short loss");
  }

  @Test
  void theAnswerToAMessageCountsOnlyFromWhoIsExpected() {
    line(
        "gsm-1",
        "",
        own(
            OwnNumber.newBuilder()
                .setSmsText("cxhm")
                .setSmsTo("1234")
                .setSmsFrom("1234001")
                .setKeyword("号码是")));
    serves("gsm-1", CARD, "");
    assertEquals("1234", sent.getFirst().getTo());
    assertEquals("cxhm", sent.getFirst().getText());
    assertEquals("gsm-1", sent.getFirst().getLine());
    receives("gsm-1", "1234", "号码是13900009999");
    receives("gsm-1", "+8613800000001", "号码是13900009999");
    receives("gsm-1", "1234001", "no number yet");
    assertEquals(List.of(), told);
    receives("gsm-1", "1234001", "您的号码是13800001111。");
    assertEquals(List.of("gsm-1 " + CARD + " " + NUMBER), told);
    receives("gsm-1", "1234001", "号码是13900009999");
    assertEquals(1, told.size(), "only once");
  }

  @Test
  void anotherLineIsAskedAndItsAnswerByItselfHasTheNumber() {
    line(
        "gsm-1",
        "",
        own(OwnNumber.newBuilder().setSmsText("嘿，我的号码是什么").setLine("gsm-2").setKeyword("你的号码是")));
    line(
        "gsm-2",
        "+8613900000002",
        LineMessages.newBuilder()
            .setAutoReply(AutoReply.newBuilder().setTrigger("我的号码是什么").setText("哟，你的号码是?")));
    serves("gsm-2", "89860000000000000002", "+8613900000002");
    serves("gsm-1", CARD, "");
    assertEquals("+8613900000002", sent.getFirst().getTo());
    receives("gsm-2", "+8613512345678", sent.getFirst().getText());
    SendMessageRequest reply = sent.getLast();
    assertEquals("哟，你的号码是+8613512345678", reply.getText());
    assertEquals("+8613512345678", reply.getTo());
    assertEquals("gsm-2", reply.getLine());
    receives("gsm-1", "13900000002", reply.getText());
    assertEquals(List.of("gsm-1 " + CARD + " +8613512345678"), told);
    assertEquals(2, sent.size(), "an answer is not answered");
  }

  @Test
  void answersByItselfAreFewForEachSender() {
    line(
        "gsm-2",
        "+8613900000002",
        LineMessages.newBuilder()
            .setAutoReply(AutoReply.newBuilder().setTrigger("number").setText("it is ?")));
    receives("gsm-2", "+8613512345678", "number 1");
    receives("gsm-2", "+8613512345678", "number at once again");
    assertEquals(1, sent.size());
    receives("gsm-2", "+8613512345679", "number");
    assertEquals(2, sent.size(), "another sender");
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofMinutes(1));
      receives("gsm-2", "+8613512345678", "number, please, " + i);
    }
    assertEquals(6, sent.size(), "five a day");
    clock.advance(Duration.ofDays(1));
    receives("gsm-2", "+8613512345678", "number tomorrow");
    assertEquals(7, sent.size());
    assertTrue(sent.getFirst().getRequestId().startsWith("auto-reply-"));
  }
}
