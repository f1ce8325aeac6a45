package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.audio.SilentPort;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Base stations of a line, in virtual time, on a modem that answers everything.
final class CellControlTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "command-port", "/dev/ttyUSB2",
          "cell", "rotate",
          "cell-reason", "interference",
          "cell-after-calls", "1");

  private final Map<String, String> answers =
      new HashMap<>(
          Map.of(
              "AT+CGMI", "Quectel",
              "AT+CGMM", "EC25",
              "AT+CPIN?", "+CPIN: READY",
              "AT+CGSN", "861536030196001",
              "AT+CREG?", "+CREG: 2,1,\"1A2B\",\"0C3D\",7",
              "AT+COPS?", "+COPS: 0,0,\"CHINA MOBILE\",7",
              "AT+QENG=\"servingcell\"",
                  "+QENG: \"servingcell\",\"NOCONN\",\"LTE\",\"FDD\",460,00,1C3D4E,215,1300,3,5,5,1A2B,-92,-10,-65,14,32",
              "AT+QENG=\"neighbourcell\"",
                  "+QENG: \"neighbourcell intra\",\"LTE\",1325,216,-12,-95,-75,-,23,4,12,10,62"));
  private final List<String> sent = new ArrayList<>();
  private final Deque<byte[]> replies = new ArrayDeque<>();
  private final List<LineEvent> events = new ArrayList<>();
  private final SerialLink link = new AnsweringLink();
  private final Reporter reporter = new Reporter("gsm-1", () -> Instant.EPOCH, events::add);
  private long now;
  private int incoming = 100;
  private final ModemSession session =
      new ModemSession(
          "gsm-1",
          GsmSettings.parse(SETTINGS),
          link,
          new SilentPort(),
          new AtTimes(),
          () -> now,
          new StatusBoard("gsm-1", "", reporter),
          reporter,
          new PinTry(new PinMemory(octets -> {}), ""),
          () -> ++incoming,
          new LoneHost(trouble -> {}));

  private final class AnsweringLink implements SerialLink {
    @Override
    public int read(byte[] octets, int offset, int length) {
      return -1;
    }

    @Override
    public int available() {
      return 0;
    }

    @Override
    public boolean write(byte[] octets, int length) {
      String command = new String(octets, 0, length, StandardCharsets.ISO_8859_1).strip();
      sent.add(command);
      String answer = answers.getOrDefault(command, "");
      replies.add(
          ((answer.isEmpty() ? "" : answer + "\r\n") + "OK\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      return true;
    }

    @Override
    public void close() {}
  }

  private void advance(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      while (!replies.isEmpty()) {
        session.receive(replies.poll());
      }
      now = Math.min(end, now + 100_000_000L);
      session.tick();
    }
  }

  private void say(String line) {
    session.receive((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private boolean wasSent(Predicate<String> what) {
    return sent.stream().anyMatch(what);
  }

  private LineStatus status() {
    return events.stream()
        .filter(LineEvent.StatusChanged.class::isInstance)
        .map(event -> ((LineEvent.StatusChanged) event).status())
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private void callGoesUp() {
    session.begin();
    advance(Duration.ofMinutes(2));
    reporter.begin(1);
    session.command(new LineCommand.Dial(1, 1, "10086", Presentation.DEFAULT));
    advance(Duration.ofSeconds(1));
    say("+QIND: \"ccinfo\",1,0,0,0,0,\"10086\",129");
    answers.put("AT+CLCC", "+CLCC: 1,0,0,0,0,\"10086\",129");
  }

  private void callEnds() {
    answers.remove("AT+CLCC");
    say("NO CARRIER");
    advance(Duration.ofSeconds(2));
  }

  @Test
  void theStationIsChangedAfterTheCallAndTold() {
    callGoesUp();
    advance(Duration.ofMinutes(20));
    assertFalse(wasSent(text -> text.startsWith("AT+QNWLOCK")), "during a call");
    callEnds();
    advance(Duration.ofMinutes(2));
    assertTrue(wasSent("AT+QNWLOCK=\"common/4g\",1,1325,216"::equals), sent.toString());
    assertTrue(
        events.contains(new LineEvent.Noted(Instant.EPOCH, "cell-lock", "1325: 1 calls were made")),
        events.toString());
    assertEquals("LTE 1300", status().identity().get("channel"));
    assertEquals(Map.of(), status().alarms());
  }

  @Test
  void aStationWithoutNetworkIsGivenUpAndItIsAnAlarm() {
    callGoesUp();
    callEnds();
    answers.put("AT+CREG?", "+CREG: 2,2");
    advance(Duration.ofMinutes(5));
    assertTrue(wasSent("AT+QNWLOCK=\"common/4g\",0"::equals), sent.toString());
    assertTrue(
        String.valueOf(status().alarms().get("cell")).startsWith("no network on station 1325"),
        status().toString());
  }

  @Test
  void callsThatPeopleEndAreNoFailuresOfTheNetwork() {
    assertEquals(
        List.of(Cause.USER_BUSY, Cause.NO_ANSWER, Cause.NORMAL_CLEARING).stream()
            .filter(CellControl::isNetworks)
            .toList(),
        List.of());
    assertTrue(CellControl.isNetworks(Cause.NETWORK_OUT_OF_ORDER));
  }
}
