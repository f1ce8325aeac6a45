package io.patchbay.driver.gsm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.driver.gsm.audio.SilentPort;
import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.line.Cause;
import io.patchbay.line.Forward;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Replays a conversation with a modem against [ModemSession] in virtual time.
///
/// `# why`, `> sent`, `< received`, `~ received without a line end`, `@ +2s`, `! command`, `=
/// event`, `. other transcript`; `* setting` and `& what happens in the world` are for others. What
/// is sent and reported must be exactly what the transcript says, in its order; both kinds apart
/// from each other. Status events are told by `= status STATE reason` and may be left out.
final class Transcript implements SerialLink {
  private final Deque<String> sent = new ArrayDeque<>();
  private final Deque<String> events = new ArrayDeque<>();
  private final ModemSession session;
  private final StatusBoard board;
  private long now;
  private long nextCommand = 1;
  private int incoming = 100;

  Transcript(Map<String, String> settings) {
    Reporter reporter = new Reporter("gsm-1", () -> Instant.EPOCH, this::event);
    GsmSettings parsed = GsmSettings.parse(settings);
    board = new StatusBoard("gsm-1", parsed.number(), reporter);
    session =
        new ModemSession(
            "gsm-1",
            parsed,
            this,
            new SilentPort(),
            new AtTimes(),
            () -> now,
            board,
            reporter,
            new PinTry(new PinMemory(octets -> {}), parsed.pin()),
            () -> ++incoming,
            new LoneHost(trouble -> events.add("struck " + trouble.word())));
    this.reporter = reporter;
    session.begin();
  }

  private final Reporter reporter;

  void replay(String name) throws IOException {
    play(name);
    assertEquals("", String.join(" | ", sent), name + ": sent beyond the transcript");
    assertEquals("", String.join(" | ", withoutStatus()), name + ": reported beyond it");
  }

  /// A transcript may begin with others.
  private void play(String name) throws IOException {
    String text;
    try (InputStream in = Transcript.class.getResourceAsStream("/transcripts/" + name + ".at")) {
      text = new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String where = name + ".at line " + number + ": " + line;
      if (line.startsWith(". ")) {
        play(line.substring(2));
      } else if (!line.isBlank() && "#*&".indexOf(line.charAt(0)) < 0) {
        step(line.charAt(0), line.substring(2), where);
      }
    }
  }

  private void step(char kind, String text, String where) {
    switch (kind) {
      case '>' -> assertEquals(text, sent.isEmpty() ? "nothing" : sent.poll(), where);
      case '<' -> session.receive((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      case '~' -> session.receive(text.getBytes(StandardCharsets.ISO_8859_1));
      case '@' -> advance(Duration.parse("PT" + text.substring(1)));
      case '!' -> command(text.split(" ", -1));
      case '=' -> {
        while (!text.startsWith("status") && !events.isEmpty() && isStatus(events.peek())) {
          events.poll();
        }
        while (text.startsWith("status") && events.size() > 1 && !text.equals(events.peek())) {
          assertEquals(true, isStatus(events.poll()), where);
        }
        assertEquals(text, events.isEmpty() ? "nothing" : events.poll(), where);
      }
      default -> throw new IllegalArgumentException(where);
    }
  }

  private static boolean isStatus(String event) {
    return event.startsWith("status");
  }

  private java.util.List<String> withoutStatus() {
    return events.stream().filter(event -> !isStatus(event)).toList();
  }

  private void advance(Duration time) {
    long end = now + time.toNanos();
    while (now < end) {
      now = Math.min(end, now + Math.max(1_000_000, Math.min(session.nanosToNext(), 100_000_000L)));
      session.tick();
    }
  }

  private void command(String... words) {
    long id = nextCommand++;
    reporter.begin(id);
    session.command(
        switch (words[0]) {
          case "dial" ->
              new LineCommand.Dial(
                  id,
                  Integer.parseInt(words[1]),
                  words[2],
                  Presentation.valueOf(words[3]),
                  words.length > 4 && words[4].equals("emergency"));
          case "answer" -> new LineCommand.Answer(id, Integer.parseInt(words[1]));
          case "release" ->
              new LineCommand.Release(id, Integer.parseInt(words[1]), Cause.valueOf(words[2]));
          case "digits" ->
              new LineCommand.SendDtmf(
                  id, Integer.parseInt(words[1]), words[2], Duration.ofMillis(100));
          case "hold" ->
              new LineCommand.Hold(
                  id, Integer.parseInt(words[1]), LineCommand.HoldAction.valueOf(words[2]));
          case "sms" -> new LineCommand.SendSms(id, words[1], HexFormat.of().parseHex(words[2]));
          case "delete" -> new LineCommand.DeleteSms(id, words[1]);
          case "ussd" -> new LineCommand.SendUssd(id, words[1], words[2]);
          case "cancel-ussd" -> new LineCommand.CancelUssd(id, words[1]);
          case "cells" -> new LineCommand.SurveyCells(id);
          case "forwarding" ->
              words.length > 1
                  ? new LineCommand.QueryForwarding(
                      id, List.of(Forward.Reason.valueOf(words[1])), true)
                  : LineCommand.QueryForwarding.all(id);
          case "forward" ->
              new LineCommand.SetForwarding(
                  id,
                  new Forward(
                      Forward.Reason.valueOf(words[1]), words[2], Integer.parseInt(words[3])),
                  false);
          case "control" -> new LineCommand.Control(id, ModuleAction.valueOf(words[1]));
          default -> throw new IllegalArgumentException(words[0]);
        });
  }

  private void event(LineEvent event) {
    events.add(
        switch (event) {
          case LineEvent.StatusChanged(_, var status) ->
              ("status " + status.state() + " " + status.reason()).strip();
          case LineEvent.CallOffered(_, int call, String number, _) ->
              ("offered " + call + " " + number).strip();
          case LineEvent.CallAlerting(_, int call) -> "alerting " + call;
          case LineEvent.CallProgress(_, int call) -> "progress " + call;
          case LineEvent.CallAnswered(_, int call) -> "answered " + call;
          case LineEvent.CallReleased(_, int call, Cause cause) -> "released " + call + " " + cause;
          case LineEvent.PartyChanged(_, int call, int party, String number, var standing) ->
              "party " + call + " " + party + " " + number + " " + standing;
          case LineEvent.PartyLeft(_, int call, int party, Cause cause) ->
              "left " + call + " " + party + " " + cause;
          case LineEvent.DtmfReceived(_, int call, char digit) -> "digit " + call + " " + digit;
          case LineEvent.SmsReceived message -> "sms " + message.handle();
          case LineEvent.SmsReportReceived report -> "report " + report.handle();
          case LineEvent.UssdReceived(_, String session, String text, var state) ->
              ("ussd " + session + " " + state + " " + text).strip();
          case LineEvent.Noted(_, String action, String detail) -> "noted " + action + " " + detail;
          case LineEvent.CommandDone(_, long id, Outcome.Surveyed(var cells)) ->
              "cells " + id + " " + cells.size();
          case LineEvent.CommandDone(_, long id, Outcome.Accepted(String value)) ->
              ("done " + id + " " + value).strip();
          case LineEvent.CommandDone(_, long id, Outcome.Refused(var kind, String reason)) ->
              "refused " + id + " " + kind + " " + reason;
          case LineEvent.Recovering(_, String trouble, String step) ->
              "recovering " + trouble + " " + step;
          case LineEvent.Recovered(_, String trouble, String step, _) ->
              "recovered " + trouble + " " + step;
          case LineEvent.CommandDone(_, long id, Outcome.Forwards(var forwards)) ->
              "forwards "
                  + id
                  + " "
                  + String.join(
                      ", ",
                      forwards.stream().map(f -> f.reason().word() + " " + f.words()).toList());
          case LineEvent.OffHook _,
              LineEvent.OnHook _,
              LineEvent.HookFlash _,
              LineEvent.PulseDigit _,
              LineEvent.PolarityReversed _,
              LineEvent.LoopCurrentLost _ ->
              "unexpected " + event;
        });
  }

  String identity(String key) {
    return board.status().identity().getOrDefault(key, "");
  }

  String alarm(String name) {
    return board.status().alarms().getOrDefault(name, "");
  }

  /// Whether a line is sent in that time; whatever is sent remains unanswered.
  boolean sendsWithin(String wanted, Duration time) {
    long end = now + time.toNanos();
    while (now < end && !sent.contains(wanted)) {
      advance(Duration.ofMillis(100));
      if (!sent.isEmpty() && !sent.contains(wanted)) {
        sent.clear();
        session.receive("\r\nOK\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return sent.contains(wanted);
  }

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
    String text = new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    sent.add(text.replace("\r", "").replace("\u001A", " ^Z").replace("\u001B", "^["));
    return true;
  }

  @Override
  public void close() {}
}
