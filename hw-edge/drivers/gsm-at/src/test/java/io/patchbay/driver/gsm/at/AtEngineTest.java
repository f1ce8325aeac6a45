package io.patchbay.driver.gsm.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.at.AtCommand.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AtEngineTest {
  private final List<String> sent = new ArrayList<>();
  private final List<String> unsolicited = new ArrayList<>();
  private final List<AtResult> results = new ArrayList<>();
  private final AtEngine engine = new AtEngine(sent::add, unsolicited::add);
  private long now;

  private void receive(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    engine.receive(octets, octets.length, now);
  }

  private void submit(AtCommand command) {
    engine.submit(command, now, results::add);
  }

  private void advance(Duration time) {
    now += time.toNanos();
    engine.tick(now);
  }

  @Test
  void unsolicitedCodesAmidAReplyAreToldApart() {
    submit(AtCommand.query("AT+CSQ", "+CSQ:"));
    receive("AT+CSQ\r\r\nRING\r\n\r\n+CSQ: 20,99\r\n+CMTI: \"SM\",1\r\n\r\nOK\r\n");
    assertEquals(List.of("+CSQ: 20,99"), results.getFirst().lines());
    assertEquals(List.of("RING", "+CMTI: \"SM\",1"), unsolicited);
  }

  @Test
  void callControlGoesBeforeEverythingThatWaits() {
    submit(AtCommand.query("AT+CSQ", "+CSQ:").at(Priority.POLL));
    submit(AtCommand.of("AT+COPS?").at(Priority.POLL));
    submit(AtCommand.of("AT+CMGL=4"));
    submit(AtCommand.of("ATD1;").at(Priority.CALL));
    receive("OK\r\n");
    assertEquals(List.of("AT+CSQ\r", "ATD1;\r"), sent);
  }

  @Test
  void aLateReplyIsNotTakenForTheNextOnes() {
    submit(AtCommand.of("AT+SLOW").within(Duration.ofSeconds(1)));
    submit(AtCommand.of("AT+NEXT"));
    advance(Duration.ofSeconds(1));
    assertEquals(AtResult.End.TIMED_OUT, results.getFirst().end());
    receive("OK\r\n");
    assertEquals(1, results.size());
    advance(Duration.ofSeconds(1));
    receive("ERROR\r\n");
    assertEquals(AtResult.End.ERROR, results.get(1).end());
  }

  @Test
  void noCarrierEndsACallAttemptAndNothingElse() {
    submit(AtCommand.query("AT+CLCC", "+CLCC:"));
    receive("NO CARRIER\r\n");
    assertEquals(List.of("NO CARRIER"), unsolicited);
    receive("OK\r\n");
    submit(AtCommand.of("ATA").thatPlacesCall());
    receive("NO CARRIER\r\n");
    assertEquals(AtResult.End.NO_CARRIER, results.get(1).end());
  }

  @Test
  void aUssdTextWithALineBreakIsOneLine() {
    receive("+CUSD: 0,\"one\r\ntwo\",15\r\nRING\r\n");
    assertEquals(List.of("+CUSD: 0,\"one\ntwo\",15", "RING"), unsolicited);
  }

  @Test
  void aPduBehindItsHeaderComesWithIt() {
    receive("+CDS: 25\r\n0011\r\n+CMT: ,20\r\nRING\r\n");
    assertEquals(List.of("+CDS: 25\n0011", "RING"), unsolicited);
  }

  @Test
  void anOverlongLineIsSkippedWholeAndCounted() {
    receive("x".repeat(10_000) + "OK\r\nRING\r\n");
    assertEquals(List.of("RING"), unsolicited);
    assertTrue(engine.dropped() >= 10_000);
  }

  @Test
  void abortingEndsEverythingOnce() {
    submit(AtCommand.of("AT"));
    submit(AtCommand.of("AT"));
    engine.abort();
    engine.abort();
    assertEquals(2, results.size());
    assertTrue(engine.idle());
  }

  @Test
  void aPortLostBeforeTheBodyWasGivenSaysSo() {
    AtCommand message = AtCommand.query("AT+CMGS=12", "+CMGS:").withBody("0011");
    submit(message);
    engine.abort();
    submit(message);
    receive("\r\n> ");
    engine.abort();
    assertEquals(
        List.of(AtResult.End.ABORTED, AtResult.End.CUT_OFF),
        results.stream().map(AtResult::end).toList());
  }

  @Test
  void aLateAnswerOfOneMessageIsNotThatOfTheNext() {
    AtCommand message =
        AtCommand.query("AT+CMGS=12", "+CMGS:").withBody("0011").within(Duration.ofSeconds(60));
    submit(message);
    receive("\r\n> ");
    advance(Duration.ofSeconds(61));
    submit(message);
    advance(Duration.ofSeconds(1));
    receive("\r\n+CMGS: 7\r\n\r\nOK\r\n");
    receive("\r\n> ");
    receive("\r\n+CMGS: 8\r\n\r\nOK\r\n");
    assertEquals(AtResult.End.TIMED_OUT, results.get(0).end());
    assertEquals(List.of("+CMGS: 8"), results.get(1).lines());
    assertEquals(2, results.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverComesTheNextCommandWorks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] pieces = {
      "OK",
      "ERROR",
      "RING",
      "> ",
      "+CMT: 1",
      "+CDS:",
      "+CUSD: 0,\"",
      "\"",
      ",",
      "+CME ERROR: ",
      "99999999999",
      "NO CARRIER",
      "BUSY",
      "\u0000",
      "\u00FF",
      "+QIND: \"ccinfo\",",
      "-1",
      "(",
      "^",
    };
    int commands = 0;
    for (int i = 0; i < 1000; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        line.append(
            random.nextInt(20) == 0
                ? "z".repeat(random.nextInt(6000))
                : pieces[random.nextInt(pieces.length)]);
      }
      if (random.nextInt(3) == 0) {
        AtCommand command = AtCommand.query("AT+X", random.nextBoolean() ? "" : "+X:");
        submit(random.nextBoolean() ? command : command.withBody("0011").withLooseLines());
        commands++;
      }
      receive(line.append(random.nextBoolean() ? "\r\n" : "\r").toString());
      unsolicited.forEach(AtFields::of);
      unsolicited.clear();
      advance(Duration.ofMillis(random.nextInt(400)));
    }
    receive("\r\n\"\r\nOK\r\n");
    for (int i = 0; !engine.idle() && i < 2 * commands + 2; i++) {
      advance(Duration.ofSeconds(6));
    }
    assertEquals(commands, results.size(), "seed " + seed);
    results.clear();
    submit(AtCommand.query("AT+CSQ", "+CSQ:"));
    receive("+CSQ: 1,99\r\nOK\r\n");
    assertEquals(List.of("+CSQ: 1,99"), results.getFirst().lines(), "seed " + seed);
  }

  @Test
  void aSecondResultInTheSamePieceIsNotTheNextCommands() {
    submit(AtCommand.of("AT+FIRST"));
    submit(AtCommand.query("AT+CSQ", "+CSQ:"));
    receive("\r\nOK\r\n\r\nOK\r\n");
    assertEquals(1, results.size());
    receive("\r\n+CSQ: 7,99\r\n\r\nOK\r\n");
    assertEquals(List.of("+CSQ: 7,99"), results.get(1).lines());
    assertEquals(1, engine.dropped());
  }

  @Test
  void aModemThatAnswersInDigitsIsUnderstood() {
    submit(AtCommand.of("AT"));
    receive("0\r");
    assertTrue(engine.numeric());
    submit(AtCommand.of("ATD1;").thatPlacesCall());
    receive("7\r");
    submit(AtCommand.of("AT+X"));
    receive("4\r");
    submit(AtCommand.of("ATV1"));
    receive("\r\nOK\r\n");
    assertEquals(
        List.of(AtResult.End.OK, AtResult.End.BUSY, AtResult.End.ERROR, AtResult.End.OK),
        results.stream().map(AtResult::end).toList());
    assertEquals(false, engine.numeric());
  }

  @Test
  void aDigitIsAnAnswerWhereResultsAreWords() {
    submit(AtCommand.of("AT+VALUE?"));
    receive("\r\n0\r\n\r\nOK\r\n");
    assertEquals(List.of("0"), results.getFirst().lines());
  }

  @Test
  void linesRunTogetherAreTakenApart() {
    submit(AtCommand.query("AT+CSQ", "+CSQ:"));
    receive("AT+CSQ+CSQ: 20,99OK\r\n");
    submit(AtCommand.query("AT+CPIN?", "+CPIN:"));
    receive("+CPIN: READYOK\r\n");
    submit(AtCommand.of("AT+CGMM"));
    receive("EC25OK\r\n");
    submit(AtCommand.of("AT+X"));
    receive("OK+CMTI: \"SM\",1\r\n");
    assertEquals(
        List.of(List.of("+CSQ: 20,99"), List.of("+CPIN: READY"), List.of("EC25"), List.of()),
        results.stream().map(AtResult::lines).toList());
    assertEquals(List.of("+CMTI: \"SM\",1"), unsolicited);
  }

  @Test
  void aReplySecondsLateIsTakenOutOfTheNextOne() {
    submit(AtCommand.query("AT+CSQ", "+CSQ:"));
    advance(Duration.ofSeconds(5));
    advance(Duration.ofSeconds(1));
    submit(AtCommand.query("AT+COPS?", "+COPS:"));
    receive("+CSQ: 20,99\r\nOK\r\n+COPS: 0\r\nOK\r\n");
    assertEquals(AtResult.End.TIMED_OUT, results.get(0).end());
    assertEquals(List.of("+COPS: 0"), results.get(1).lines());
  }

  @Test
  void aBareResultIsNoAnswerToAMessage() {
    submit(AtCommand.query("AT+CMGS=12", "+CMGS:").withBody("0011").within(Duration.ofSeconds(60)));
    receive("\r\n> ");
    receive("\r\nOK\r\n");
    assertEquals(0, results.size());
    receive("\r\n+CMGS: 9\r\n\r\nOK\r\n");
    assertEquals(List.of("+CMGS: 9"), results.getFirst().lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\r\n", "\n\r", "\r\n"})
  void linesEndAsTheyLike(String end) {
    submit(AtCommand.query("AT+CSQ", "+CSQ:"));
    for (char c : (end + "RING" + end + "+CSQ: 20,99" + end + "OK" + end).toCharArray()) {
      receive(String.valueOf(c));
    }
    assertEquals(List.of("+CSQ: 20,99"), results.getFirst().lines());
    assertEquals(List.of("RING"), unsolicited);
  }

  @Test
  void fieldsKeepQuotedCommasAndListRanges() {
    AtFields fields = AtFields.of("+CUSD: 1,\"a,b\",15");
    assertEquals("a,b", fields.text(1));
    assertEquals(15, fields.number(2, -1));
    assertEquals(List.of("0", "1", "2", "4"), AtFields.of("+CNMI: (0-2,4),(0)").choices(0));
    assertEquals(List.of("SM", "ME"), AtFields.of("+CPMS: (\"SM\",\"ME\")").choices(0));
  }

  @Test
  void aCallCutsShortWhatMayBeCutShortAndNoSoonerThanTheModemTakesIt() {
    submit(AtCommand.of("AT+COPS=0").within(Duration.ofMinutes(2)).thatCallsCutShort());
    advance(Duration.ofMillis(10));
    submit(AtCommand.of("ATD112;").at(Priority.CALL).thatPlacesCall());
    assertEquals(List.of("AT+COPS=0\r"), sent, "no character counts for 125 ms");
    assertEquals(Duration.ofMillis(140).toNanos(), engine.nanosToNext(now));
    advance(Duration.ofMillis(140));
    assertEquals(List.of("AT+COPS=0\r", "\r"), sent);
    receive("ABORTED\r\n");
    assertEquals(AtResult.End.CUT_SHORT, results.getFirst().end());
    receive("OK\r\n"); // an empty line is answered by some
    assertEquals(1, results.size());
    advance(Duration.ofMillis(150));
    assertEquals("ATD112;\r", sent.getLast());
    receive("OK\r\n");
    assertTrue(results.get(1).ok());
  }

  @Test
  void whatMayNotBeCutShortKeepsTheCallWaitingForSoLongOnly() {
    submit(AtCommand.of("AT+CMGS").within(Duration.ofMinutes(2)));
    submit(AtCommand.of("ATD1;").at(Priority.CALL).orNotAfter(Duration.ofSeconds(5)));
    advance(Duration.ofSeconds(4));
    assertEquals(Duration.ofSeconds(1).toNanos(), engine.nanosToNext(now));
    advance(Duration.ofSeconds(1));
    assertEquals(AtResult.End.NOT_SENT, results.getFirst().end());
    assertEquals("the modem is busy with AT+CMGS; not sent in time", results.getFirst().reason());
    receive("OK\r\n");
    assertTrue(results.get(1).ok());
    assertEquals(List.of("AT+CMGS\r"), sent);
  }

  @Test
  void anAnswerThatWasCompleteCountsThoughACallWaits() {
    submit(AtCommand.query("AT+CCFC=0,2", "+CCFC:").thatCallsCutShort());
    submit(AtCommand.of("ATD1;").at(Priority.CALL));
    advance(Duration.ofMillis(150));
    receive("+CCFC: 0,1\r\nOK\r\n");
    assertTrue(results.getFirst().ok());
  }
}
