package io.patchbay.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.Simulator;
import io.patchbay.simulator.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The words of `./patchbay sim` over real gRPC.
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandLineTest {
  private static final String ALICE = "+8613800000001";

  private Path directory = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Simulator simulator;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    simulator = Simulator.start(SimulatorSettings.usual(directory.resolve("run"), 0));
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  private int sim(String... words) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("--sim", "127.0.0.1:" + simulator.grpcPort()));
    all.addAll(List.of(words));
    return new CommandLine(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(all);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCallIsPlacedRecordedAndHungUp() throws IOException {
    Path wav = directory.resolve("out.wav");
    int code =
        sim(
            "subscriber",
            ALICE,
            "call",
            "10086",
            "--say",
            "tone:1000",
            "--record",
            wav.toString(),
            "--hangup-after",
            "0.5");
    assertEquals(0, code, this::complained);
    assertTrue(said().contains("released, cause 16, was answered"), this::said);
    long octets = Files.size(wav) - 44;
    // a second of ring-back, half a second of talk, 16 000 octets a second
    assertTrue(octets > 18_000 && octets < 32_000, () -> octets + " octets");
  }

  @Test
  void aBusyNumberIsExitCodeOne() {
    assertEquals(1, sim("subscriber", ALICE, "call", "10010", "--wait"));
    assertTrue(said().contains("cause 17"), this::said);
  }

  @Test
  void wrongWordsAreExitCodeTwoAndNamed() {
    assertEquals(2, sim("subscriber", ALICE, "sing"));
    assertTrue(complained().contains("'sing'"), this::complained);
    assertEquals(2, sim("subscriber", ALICE, "call", "10086", "--volume", "11"));
    assertTrue(complained().contains("--volume"), this::complained);
    assertEquals(2, sim("subscriber", "nobody", "call", "10086"));
    assertTrue(complained().contains("nobody"), this::complained);
    assertEquals(2, sim("line", "gsm-1", "fault", "rust"));
    assertTrue(complained().contains("'rust'"), this::complained);
    assertEquals(2, sim());
  }

  @Test
  void whatIsNotThereIsExitCodeOneAndNamed() {
    assertEquals(1, sim("subscriber", ALICE, "call", "gsm-9"));
    assertTrue(complained().contains("gsm-9"), this::complained);
    assertEquals(1, sim("fxs", "7", "offhook"));
    assertTrue(complained().contains("'7'"), this::complained);
    assertEquals(1, sim("subscriber", ALICE, "hangup"));
    assertEquals(
        1, new CommandLine(System.out, System.err).run(List.of("--sim", "127.0.0.1:1", "state")));
  }

  @Test
  void aPhoneIsOperated() {
    assertEquals(0, sim("fxs", "1", "offhook"), this::complained);
    assertEquals("off-hook", said().strip());
    assertEquals(1, sim("fxs", "1", "offhook"));
    assertEquals(0, sim("fxs", "1", "dial", "101"));
    assertEquals(0, sim("fxs", "1", "flash"));
    assertEquals(0, sim("fxs", "1", "hangup"));
    assertEquals("on-hook", said().strip());
  }

  @Test
  void aScriptRunsToItsFirstError() throws IOException {
    Path script = directory.resolve("script");
    Files.writeString(
        script,
        """
        # an SMS and a call
        subscriber +8613800000003 auto-answer --after 0.1 --say echo
        subscriber +8613800000002 sms +8613800000003 "hello there"
        await +8613800000003 sms-received hello
        wait 50ms
        subscriber +8613800000002 call +8613800000003
        await +8613800000002 answered
        subscriber +8613800000002 dtmf 5
        await +8613800000003 dtmf 5
        subscriber +8613800000002 hangup
        await +8613800000003 released
        fxs 99 offhook
        """);
    assertEquals(1, sim("script", script.toString()));
    assertTrue(complained().contains("script:12: phone '99'"), this::complained);
    assertTrue(said().contains("hello there"), this::said);
  }

  @Test
  void theStateListsLines() {
    assertEquals(0, sim("state"));
    assertTrue(said().contains("gsm-4"), this::said);
    assertTrue(said().contains("+8613900000004"), this::said);
    assertTrue(said().contains("fxo-1"), this::said);
  }
}
