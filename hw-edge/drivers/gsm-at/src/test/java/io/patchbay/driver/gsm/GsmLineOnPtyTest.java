package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.AudioPort;
import io.patchbay.line.Cause;
import io.patchbay.line.Line;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.line.tck.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole driver on real pseudo-terminals, with the serial library in between.
final class GsmLineOnPtyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PDU =
      "07912143658709F1040B918100551512F20000111010214365000AE8329BFD4697D9EC37";

  @TempDir Path directory = Path.of("");
  private final EventLog log = new EventLog();

  private Line open(PtyModem modem) {
    return new GsmAtDriver()
        .open("gsm-1", LineKind.SIM, modem.settings(), InstantSource.system(), Thread::new, log);
  }

  private void await(Predicate<LineEvent> wanted) {
    assertTrue(log.await(all -> all.stream().anyMatch(wanted), PATIENCE), () -> "" + log.all());
  }

  private void awaitState(LineState state, long atLeast) {
    assertTrue(
        log.await(all -> all.stream().filter(e -> inState(e, state)).count() >= atLeast, PATIENCE),
        () -> "" + log.all());
  }

  private static boolean inState(LineEvent event, LineState state) {
    return event instanceof LineEvent.StatusChanged(_, LineStatus status)
        && status.state() == state;
  }

  private void awaitAccepted(long command) {
    await(e -> e instanceof LineEvent.CommandDone done && done.command() == command);
    assertTrue(
        log.answersTo(command).getFirst().outcome() instanceof Outcome.Accepted,
        () -> "" + log.answersTo(command));
  }

  @Test
  void callsAndMessagesGoBothWays() throws Exception {
    try (PtyModem modem = new PtyModem(directory);
        Line line = open(modem)) {
      awaitState(LineState.IN_SERVICE, 1);

      line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
      awaitAccepted(1);
      assertTrue(modem.await("ATD10086;", PATIENCE));
      modem.say("+QIND: \"ccinfo\",1,0,3,0,0,\"10086\",129");
      await(e -> e instanceof LineEvent.CallAlerting(_, int call) && call == 7);
      modem.say("+QIND: \"ccinfo\",1,0,0,0,0,\"10086\",129");
      await(e -> e instanceof LineEvent.CallAnswered(_, int call) && call == 7);
      modem.say("\u0000\u0007garbage\r\n" + "x".repeat(6000));
      line.submit(new LineCommand.Release(2, 7, Cause.NORMAL_CLEARING));
      awaitAccepted(2);
      await(e -> e instanceof LineEvent.CallReleased released && released.call() == 7);

      modem.say("RING\r\n\r\n+CLIP: \"13800000002\",129,,,,0");
      await(e -> e instanceof LineEvent.CallOffered);
      int offered =
          log.all().stream()
              .filter(LineEvent.CallOffered.class::isInstance)
              .mapToInt(e -> ((LineEvent.CallOffered) e).call())
              .findFirst()
              .orElseThrow();
      line.submit(new LineCommand.Answer(3, offered));
      awaitAccepted(3);
      modem.say("NO CARRIER");
      await(e -> e instanceof LineEvent.CallReleased released && released.call() == offered);

      modem.answer("AT+CMGR=4", "+CMGR: 0,,28\r\n" + PDU);
      modem.say("+CMTI: \"SM\",4");
      await(e -> e instanceof LineEvent.SmsReceived sms && sms.handle().equals("SM:4"));
      line.submit(new LineCommand.DeleteSms(4, "SM:4"));
      awaitAccepted(4);
      assertTrue(modem.received().contains("AT+CMGD=4"));
      line.submit(new LineCommand.SendSms(5, "", new byte[] {1, 0, 0, (byte) 0x81, 0, 0, 0}));
      awaitAccepted(5);
      assertEquals(new Outcome.Accepted("17"), log.answersTo(5).getFirst().outcome());
    }
  }

  @Test
  void noiseInACallEndsNoCall() throws Exception {
    try (PtyModem modem = new PtyModem(directory);
        Line line = open(modem)) {
      awaitState(LineState.IN_SERVICE, 1);
      line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
      awaitAccepted(1);
      modem.answer("AT+CLCC", "+CLCC: 1,0,0,0,0,\"10086\",129");
      modem.say("+QIND: \"ccinfo\",1,0,0,0,0,\"10086\",129");
      await(e -> e instanceof LineEvent.CallAnswered(_, int call) && call == 7);
      modem.spoil("AT+CLCC");
      await(e ->
          e instanceof LineEvent.Recovering(_, var what, var step)
              && what.equals("garbage")
              && step.equals("waiting"));
      modem.spoil("");
      line.submit(new LineCommand.SendDtmf(2, 7, "5", Duration.ofMillis(100)));
      awaitAccepted(2);
      line.submit(new LineCommand.Release(3, 7, Cause.NORMAL_CLEARING));
      awaitAccepted(3);
      await(e ->
          e instanceof LineEvent.CallReleased(_, int of, Cause why)
              && of == 7
              && why == Cause.NORMAL_CLEARING);
    }
  }

  @Test
  void whatAModemSaidWhileNobodyListenedDoesNotDisturbTheSetUp() throws Exception {
    try (PtyModem modem = new PtyModem(directory)) {
      modem.say("RDY");
      modem.say("+CPIN: READY");
      modem.say("OK"); // to a question of the process that had the port before
      modem.say("OK");
      try (Line line = open(modem)) {
        awaitState(LineState.IN_SERVICE, 1);
        line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
        awaitAccepted(1);
        assertEquals(
            List.of(),
            log.all().stream()
                .filter(e -> inState(e, LineState.DOWN) || inState(e, LineState.OUT_OF_SERVICE))
                .toList());
      }
    }
  }

  @Test
  void aModuleThatRestartsDuringTheSetUpIsSetUpAnew() throws Exception {
    try (PtyModem modem = new PtyModem(directory)) {
      modem.answer("AT+CPIN?", "+CPIN: SIM BUSY");
      try (Line line = open(modem)) {
        awaitState(LineState.OUT_OF_SERVICE, 1);
        modem.answer("AT+CPIN?", "+CPIN: READY");
        modem.say("RDY");
        awaitState(LineState.IN_SERVICE, 1);
        line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
        awaitAccepted(1);
        assertTrue(
            log.all().stream().noneMatch(e -> inState(e, LineState.DOWN)), () -> "" + log.all());
      }
    }
  }

  @Test
  void aModemThatIsPulledOutComesBackByItself() throws Exception {
    try (PtyModem modem = new PtyModem(directory);
        Line line = open(modem)) {
      awaitState(LineState.IN_SERVICE, 1);
      line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
      awaitAccepted(1);
      modem.unplug();
      await(e ->
          e instanceof LineEvent.CallReleased(_, int call, Cause cause)
              && call == 7
              && cause == Cause.NETWORK_OUT_OF_ORDER);
      awaitState(LineState.DOWN, 1);
      modem.plug();
      awaitState(LineState.IN_SERVICE, 2);
      line.submit(new LineCommand.Dial(2, 8, "10086", Presentation.DEFAULT));
      awaitAccepted(2);
    }
  }

  @Test
  void audioGoesBothWaysAtTheModemsPace() throws Exception {
    try (PtyModem modem = new PtyModem(directory);
        Line line = open(modem)) {
      AudioPort audio = line.audio();
      assertTrue(audio.clocked());
      short[] frame = new short[AudioPort.FRAME_SAMPLES];
      awaitState(LineState.IN_SERVICE, 1);
      byte[] pcm = new byte[320];
      for (int i = 0; i < 160; i++) {
        pcm[2 * i] = (byte) i;
        pcm[2 * i + 1] = (byte) 0x12;
      }
      // in pieces that are no whole samples
      assertEquals(0, audio.read(frame));
      modem.audio().write(Arrays.copyOf(pcm, 161));
      modem.audio().write(Arrays.copyOfRange(pcm, 161, 320));
      assertEquals(160, firstFrame(audio, frame));
      assertEquals(0x1205, frame[5]);
      frame[0] = 0x1234;
      audio.write(frame);
      assertEquals(0x1234, fromModem(modem)[0]);
      // nothing to say: silence goes out all the same, one frame for each read
      for (int i = 0; i < 3; i++) {
        modem.audio().write(pcm);
        assertEquals(160, firstFrame(audio, frame));
      }
      assertTrue(IntStream.of(fromModem(modem)).allMatch(sample -> sample == 0));
    }
  }

  private static int firstFrame(AudioPort audio, short[] frame) {
    int n = 0;
    for (int i = 0; i < 100 && n == 0; i++) {
      n = audio.read(frame);
    }
    return n;
  }

  private static int[] fromModem(PtyModem modem) {
    byte[] all = new byte[320];
    byte[] some = new byte[320];
    int filled = 0;
    for (int i = 0; i < 200 && filled < 320; i++) {
      int n = Math.min(320 - filled, modem.audio().read(some));
      System.arraycopy(some, 0, all, filled, Math.max(0, n));
      filled += Math.max(0, n);
    }
    assertEquals(320, filled);
    return IntStream.range(0, 160)
        .map(i -> (short) ((all[2 * i] & 0xFF) | (all[2 * i + 1] << 8)))
        .toArray();
  }

  @Test
  void theDiallingStringGoesOutWithinAMillisecond() throws Exception {
    try (PtyModem modem = new PtyModem(directory);
        Line line = open(modem)) {
      awaitState(LineState.IN_SERVICE, 1);
      long best = Long.MAX_VALUE;
      for (int i = 1; i <= 20; i++) {
        String number = Integer.toString(5000 + i);
        long start = System.nanoTime();
        line.submit(new LineCommand.Dial(i * 2L, i, number, Presentation.DEFAULT));
        assertTrue(modem.await("ATD" + number, PATIENCE));
        best = Math.min(best, System.nanoTime() - start);
        awaitAccepted(i * 2L);
        line.submit(new LineCommand.Release(i * 2L + 1, i, Cause.NORMAL_CLEARING));
        awaitAccepted(i * 2L + 1);
        assertTrue(modem.await("AT+CHUP", PATIENCE));
      }
      assertTrue(best < 5_000_000, "best " + best / 1000 + " µs");
      System.Logger logger = System.getLogger("latency");
      logger.log(System.Logger.Level.INFO, "submit to ATD seen by the modem: {0} µs", best / 1000);
    }
  }

  @Test
  void closingHangsUp() throws Exception {
    try (PtyModem modem = new PtyModem(directory)) {
      Line line = open(modem);
      awaitState(LineState.IN_SERVICE, 1);
      line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
      awaitAccepted(1);
      line.close();
      assertTrue(modem.await("AT+CHUP", PATIENCE), () -> "" + modem.received());
      await(e -> e instanceof LineEvent.CallReleased released && released.call() == 7);
    }
  }

  @Test
  void anAbsentPortIsReportedAndTheLineCloses() throws Exception {
    try (Line line =
        new GsmAtDriver()
            .open(
                "gsm-1",
                LineKind.SIM,
                Map.of("command-port", directory.resolve("none").toString()),
                InstantSource.system(),
                Thread::new,
                log)) {
      awaitState(LineState.DOWN, 1);
      line.submit(new LineCommand.Dial(1, 1, "10086", Presentation.DEFAULT));
      await(LineEvent.CommandDone.class::isInstance);
    }
  }

  @Test
  void aLineWhoseSoundCardIsMissingStillMakesCallsWithoutSound() throws Exception {
    try (PtyModem modem = new PtyModem(directory)) {
      String port = String.valueOf(modem.settings().get("command-port"));
      try (Line line =
          new GsmAtDriver()
              .open(
                  "gsm-1",
                  LineKind.SIM,
                  Map.of("command-port", port, "sound-card", "no such card"),
                  InstantSource.system(),
                  Thread::new,
                  log)) {
        awaitState(LineState.IN_SERVICE, 1);
        assertTrue(modem.await("AT+QPCMV=1,2", PATIENCE), () -> "" + modem.received());
        assertEquals(0, line.audio().read(new short[AudioPort.FRAME_SAMPLES]));
        line.submit(new LineCommand.Dial(1, 7, "10086", Presentation.DEFAULT));
        awaitAccepted(1);
      }
    }
  }

  @Test
  void anUnknownFamilyIsNamedTogetherWithTheKnownOnes() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> GsmSettings.parse(Map.of("command-port", "/dev/x", "family", "nokia")));
    assertEquals(
        "family: 'nokia' is none of [auto, quectel-uc20, quectel-m35, quectel-ec2x, simcom-sim800,"
            + " simcom-sim7600, huawei, telit-le910, u-blox, generic]",
        wrong.getMessage());
  }

  @Test
  void wrongSettingsAreNamed() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("command-port", "ttyUSB2"),
            Map.of("comand-port", "/dev/ttyUSB2"),
            Map.of("command-port", "/dev/x", "audio", "alsa:Android"),
            Map.of("command-port", "/dev/x", "audio", "serial", "audio-port", "ttyUSB1"),
            Map.of("command-port", "/dev/x", "modem", "usb-path:1-1"),
            Map.of("modem", "imei:490154203237519"),
            Map.of("modem", "usb-path:1-1", "usb-root", "x"),
            Map.of("command-port", "/dev/x", "recovery", "maybe"),
            Map.of("command-port", "/dev/x", "power-command", "uhubctl -a cycle"),
            Map.of("command-port", "/dev/x", "power-command", "/bin/true \"x"),
            Map.of("command-port", "/dev/x", "registration-timeout", "5"),
            Map.of("command-port", "/dev/x", "audio-port", "/dev/y", "sound-card", "Android"),
            Map.of("command-port", "/dev/x", "audio-port", "/dev/y", "audio", "sound-card"),
            Map.of("command-port", "/dev/x", "family", "nokia"),
            Map.of("command-port", "/dev/x", "pin", "12"),
            Map.of("command-port", "/dev/x", "baud-rate", "fast"))) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new GsmAtDriver()
                  .open("gsm-1", LineKind.SIM, wrong, InstantSource.system(), Thread::new, log),
          wrong::toString);
    }
  }
}
