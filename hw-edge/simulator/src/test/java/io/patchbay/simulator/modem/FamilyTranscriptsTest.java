package io.patchbay.simulator.modem;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.sms.SmsException;
import io.patchbay.simulator.world.VirtualWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The simulated modems answer the driver's golden transcripts word for word.
///
/// `>` is typed, `<` and `~` must come, `@` lets time pass, `&` happens in the world; the rest is
/// the driver's.
final class FamilyTranscriptsTest {
  private static final String LINE = "gsm-1";
  private static final String NUMBER = "+8613900000001";
  private static final int MOST_MILLIS = 400;

  static List<String> families() {
    return Dialects.families();
  }

  @ParameterizedTest
  @MethodSource("families")
  void theSimulatedModemSaysWhatTheTranscriptSays(String family) throws Exception {
    VirtualWorld world = new VirtualWorld(List.of(family)).registered();
    Deque<String> said = new ArrayDeque<>();
    int number = 0;
    for (String line : transcript(family)) {
      number++;
      String where = family + ".at line " + number + ": " + line;
      String text = line.length() > 2 ? line.substring(2) : "";
      switch (line.isEmpty() ? '#' : line.charAt(0)) {
        case '>' -> type(world, text);
        case '<', '~' -> assertEquals(text.strip(), next(world, said), where);
        case '@' -> world.pass(Duration.parse("PT" + text.substring(1)).toMillis());
        case '&' -> happen(world, text.split(" ", 3));
        default -> {}
      }
    }
    said.addAll(world.drain(LINE));
    assertEquals("", String.join(" | ", said), family + ".at: said beyond the transcript");
  }

  private static List<String> transcript(String family) throws IOException {
    String file = "/transcripts/family/" + family + ".at";
    try (InputStream in = FamilyTranscriptsTest.class.getResourceAsStream(file)) {
      return new String(requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private static void type(VirtualWorld world, String text) {
    boolean body = text.endsWith(" ^Z");
    world.type(LINE, body ? text.substring(0, text.length() - 3) + "\u001A" : text + "\r");
  }

  private static String next(VirtualWorld world, Deque<String> said) {
    for (int i = 0; said.isEmpty() && i < MOST_MILLIS; i++) {
      said.addAll(world.drain(LINE));
      if (said.isEmpty()) {
        world.pass(1);
      }
    }
    return said.isEmpty() ? "nothing" : said.remove();
  }

  private static void happen(VirtualWorld world, String... words) throws SmsException {
    switch (words[1]) {
      case "calls" -> world.world().subscriber(words[0]).call(NUMBER, CallPlan.silent(), false);
      case "hangs" -> world.world().subscriber(words[0]).hangUp();
      case "texts" -> world.world().smsc().send(words[0], NUMBER, words[2]);
      default -> throw new IllegalArgumentException(words[1]);
    }
  }
}
