package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.tck.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three families on real pseudo-terminals, each with its own audio switch, call reports, tones and
/// hang-up.
final class FamiliesOnPtyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PDU =
      "07912143658709F1040B918100551512F20000111010214365000AE8329BFD4697D9EC37";

  @TempDir Path directory = Path.of("");
  private final EventLog log = new EventLog();

  /// What a family says and must be told.
  ///
  /// @param ready sent before the line is in service
  /// @param begun sent once ATD was taken; empty: nothing
  /// @param opened sent once the call is through; empty: nothing
  /// @param closed sent after the call; empty: nothing
  /// @param tone sent for digit 5
  /// @param rejects sent to reject call 1 with user busy
  /// @param busy said when the far end is busy
  record Family(
      String name,
      Map<String, String> replies,
      String ready,
      String begun,
      String opened,
      String closed,
      String alerting,
      String active,
      String heard,
      String tone,
      String incoming,
      String rejects,
      String busy) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Family> families() {
    return Stream.of(
        new Family(
            "quectel-ec2x",
            Map.of("AT+QINDCFG=?", "+QINDCFG: (\"csq\",\"ccinfo\"),(0,1),(0,1)"),
            "AT+QPCMV=1,0",
            "",
            "",
            "AT+QPCMV=0",
            "+QIND: \"ccinfo\",1,0,3,0,0,\"10086\",129",
            "+QIND: \"ccinfo\",1,0,0,0,0,\"10086\",129",
            "+QTONEDET: 53",
            "AT+VTS=\"5\"",
            "+QIND: \"ccinfo\",1,1,4,0,0,\"13800000002\",129",
            "AT+QHUP=17,1",
            "+QIND: \"ccinfo\",1,0,-1,0,0,\"10010\",129"),
        new Family(
            "simcom-sim7600",
            Map.of(
                "AT+CGMI", "SIMCOM INCORPORATED",
                "AT+CGMM", "SIMCOM_SIM7600E-H",
                "AT+CEER", "+CEER: User busy"),
            "AT+CPCMFRM=0",
            "",
            "AT+CPCMREG=1",
            "AT+CPCMREG=0",
            "+CLCC: 1,0,3,0,0,\"10086\",129",
            "+CLCC: 1,0,0,0,0,\"10086\",129",
            "+RXDTMF: 5",
            "AT+VTS=\"5\"",
            "+CLCC: 1,1,4,0,0,\"13800000002\",129",
            "AT+CHLD=0",
            "+CLCC: 1,0,6,0,0,\"10010\",129"),
        new Family(
            "huawei",
            Map.of("AT+CGMI", "huawei", "AT+CGMM", "E173", "AT+CEER", "ERROR"),
            "AT^CVOICE=0",
            "AT^DDSETEX=2",
            "",
            "",
            "^CONF:1",
            "^CONN:1,0",
            "^DDTMF: 5",
            "AT^DTMF=1,5",
            "RING\r\n\r\n+CLIP: \"13800000002\",129,,,,0",
            "AT+CHLD=0",
            "^CEND:1,0,29,17"));
  }

  private Line open(PtyModem modem) {
    return new GsmAtDriver()
        .open("gsm-1", LineKind.SIM, modem.settings(), InstantSource.system(), Thread::new, log);
  }

  private void await(Predicate<LineEvent> wanted) {
    assertTrue(log.await(all -> all.stream().anyMatch(wanted), PATIENCE), () -> "" + log.all());
  }

  private void awaitService() {
    await(e ->
        e instanceof LineEvent.StatusChanged changed
            && changed.status().state() == LineState.IN_SERVICE);
  }

  private void awaitAccepted(long command) {
    await(e -> e instanceof LineEvent.CommandDone done && done.command() == command);
    assertTrue(
        log.answersTo(command).getFirst().outcome() instanceof Outcome.Accepted,
        () -> "" + log.answersTo(command));
  }

  private void awaitReleased(int call, Cause cause) {
    await(e -> e instanceof LineEvent.CallReleased gone && gone.call() == call);
    assertTrue(
        log.all().stream()
            .anyMatch(e ->
                e instanceof LineEvent.CallReleased(_, int of, Cause why)
                    && of == call
                    && why == cause),
        () -> "" + log.all());
  }

  private static void awaitSent(PtyModem modem, String line) throws InterruptedException {
    assertTrue(line.isEmpty() || modem.await(line, PATIENCE), () -> line + ": " + modem.received());
  }

  private static int sent(PtyModem modem, String line) {
    return (int) modem.received().stream().filter(line::equals).count();
  }

  @ParameterizedTest
  @MethodSource("families")
  void aCallOutHasVoiceDigitsAndItsCause(Family family) throws Exception {
    try (PtyModem modem = new PtyModem(directory, family.replies());
        Line line = open(modem)) {
      awaitService();
      awaitSent(modem, family.ready());
      assertEquals(0, sent(modem, "AT+CPCMREG=1"), "before a call it would be an error");
      line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
      awaitAccepted(1);
      awaitSent(modem, family.begun());
      modem.say(family.alerting());
      await(e -> e instanceof LineEvent.CallAlerting(_, int call) && call == 7);
      modem.say(family.active());
      await(e -> e instanceof LineEvent.CallAnswered(_, int call) && call == 7);
      awaitSent(modem, family.opened());
      modem.say(family.heard());
      await(e ->
          e instanceof LineEvent.DtmfReceived(_, int call, char digit)
              && call == 7
              && digit == '5');
      line.submit(new LineCommand.SendDtmf(2, 7, "5", Duration.ofMillis(100)));
      awaitAccepted(2);
      awaitSent(modem, family.tone());
      int closed = sent(modem, family.closed());
      line.submit(new LineCommand.Release(3, 7, Cause.NORMAL_CLEARING));
      awaitAccepted(3);
      awaitReleased(7, Cause.NORMAL_CLEARING);
      modem.answer("AT+CEER", family.name().equals("huawei") ? "ERROR" : "+CEER: User busy");
      line.submit(new LineCommand.Dial(4, 8, "10010", Presentation.DEFAULT));
      awaitAccepted(4);
      modem.say(family.busy());
      awaitReleased(8, Cause.USER_BUSY);
      line.submit(new LineCommand.SendUssd(5, "s1", "*100#"));
      awaitAccepted(5);
      assertTrue(
          family.closed().isEmpty() || sent(modem, family.closed()) > closed,
          () -> "" + modem.received());
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void aCallInIsAnsweredWithVoiceAndAnotherRejectedWithItsCause(Family family) throws Exception {
    try (PtyModem modem = new PtyModem(directory, family.replies());
        Line line = open(modem)) {
      awaitService();
      modem.say(family.incoming());
      int first = offered(1);
      line.submit(new LineCommand.Answer(1, first));
      awaitAccepted(1);
      awaitSent(modem, "ATA");
      awaitSent(modem, family.begun());
      awaitSent(modem, family.opened());
      modem.answer("AT+CEER", "+CEER: Normal call clearing");
      modem.say("NO CARRIER");
      awaitReleased(first, Cause.NORMAL_CLEARING);
      modem.say(family.incoming());
      int second = offered(2);
      line.submit(new LineCommand.Release(2, second, Cause.USER_BUSY));
      awaitAccepted(2);
      awaitSent(modem, family.rejects());
      awaitReleased(second, Cause.USER_BUSY);
    }
  }

  private int offered(int count) {
    assertTrue(
        log.await(
            all -> all.stream().filter(LineEvent.CallOffered.class::isInstance).count() >= count,
            PATIENCE),
        () -> "" + log.all());
    List<LineEvent.CallOffered> calls =
        log.all().stream()
            .filter(LineEvent.CallOffered.class::isInstance)
            .map(LineEvent.CallOffered.class::cast)
            .toList();
    assertEquals("13800000002", calls.get(count - 1).callerNumber());
    return calls.get(count - 1).call();
  }

  @ParameterizedTest
  @MethodSource("families")
  void messagesGoBothWays(Family family) throws Exception {
    try (PtyModem modem = new PtyModem(directory, family.replies());
        Line line = open(modem)) {
      awaitService();
      modem.answer("AT+CMGR=4", "+CMGR: 0,,28\r\n" + PDU);
      modem.say("+CMTI: \"SM\",4");
      await(e -> e instanceof LineEvent.SmsReceived sms && sms.handle().equals("SM:4"));
      line.submit(new LineCommand.DeleteSms(1, "SM:4"));
      awaitAccepted(1);
      line.submit(new LineCommand.SendSms(2, "", new byte[] {1, 0, 0, (byte) 0x81, 0, 0, 0}));
      awaitAccepted(2);
      assertEquals(new Outcome.Accepted("17"), log.answersTo(2).getFirst().outcome());
    }
  }

  @Test
  void whatTheModemRejectsIsNotedAndNeverSentAgain() throws Exception {
    Map<String, String> own =
        Map.of(
            "AT+QINDCFG=?", "+QINDCFG: (\"csq\",\"ccinfo\"),(0,1),(0,1)",
            "AT+CEER", "ERROR",
            "AT+VTD=1", "ERROR",
            "AT+VTS=5,1", "ERROR",
            "AT+VTS=\"5\"", "ERROR",
            "AT+QHUP=?", "ERROR",
            "AT+QTONEDET=?", "ERROR");
    try (PtyModem modem = new PtyModem(directory, own);
        Line line = open(modem)) {
      awaitService();
      for (int call = 1; call <= 2; call++) {
        line.submit(new LineCommand.Dial(10L * call, call, "10086", Presentation.DEFAULT));
        awaitAccepted(10L * call);
        modem.say("+QIND: \"ccinfo\",1,0,0,0,0,\"10086\",129");
        int of = call;
        await(e -> e instanceof LineEvent.CallAnswered(_, int answered) && answered == of);
        line.submit(new LineCommand.SendDtmf(10L * call + 1, call, "5", Duration.ofMillis(100)));
        awaitAccepted(10L * call + 1);
        modem.say("NO CARRIER");
        awaitReleased(call, Cause.NORMAL_CLEARING);
      }
      for (String once :
          List.of("AT+CEER", "AT+VTD=1", "AT+VTS=5,1", "AT+VTS=\"5\"", "AT+QHUP=?")) {
        assertEquals(1, sent(modem, once), once);
      }
      assertEquals(2, sent(modem, "AT+VTS=5"));
      assertFalse(modem.received().contains("AT+QTONEDET=1"));
      await(e ->
          e instanceof LineEvent.StatusChanged changed
              && changed
                  .status()
                  .identity()
                  .getOrDefault("not-offered", "")
                  .equals("AT+QTONEDET=1, AT+QHUP=17,1"));
    }
  }
}
