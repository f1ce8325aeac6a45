package io.patchbay.routing.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.call.Stage.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller is asked for and enters, the same in sip-trunk and on an edge alone (H-160 to
/// H-164).
final class StageTest {
  private static final Collect PIN =
      Collect.newBuilder()
          .setPin("office")
          .setNoInputMs(10_000)
          .setPauseMs(4_000)
          .addEmergencyNumbers("112")
          .build();
  private static final Collect NUMBER =
      PIN.toBuilder().clearPin().setPauseMs(2_500).setDigitMap("1xx|2x+").build();
  private static final RouteRequest QUESTION =
      RouteRequest.newBuilder().setCallId("c").setCalledNumber("10086").build();

  private static Stage asked(Collect collect) {
    return Stage.NONE.asking(collect, Step.PROMPTING);
  }

  private static Stage.Typed typed(Stage stage, String digits) {
    Stage.Typed last = new Stage.Typed(stage, false, Duration.ZERO);
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      assertFalse(last.complete(), digits + " was complete before " + digit);
      last = last.next().type(digit).orElseThrow();
    }
    return last;
  }

  @ParameterizedTest
  @CsvSource({"4711#,true", "4711,false", "112,false", "47111111,false"})
  void aPinEndsByTheHashOrThePauseAlone(String digits, boolean complete) {
    Stage.Typed typed = typed(asked(PIN), digits);
    assertEquals(complete, typed.complete());
    assertEquals(Duration.ofSeconds(4), typed.pause());
  }

  @ParameterizedTest
  @CsvSource({"101,true", "112,true", "25,false", "25#,true", "7,true"})
  void aNumberEndsWhereItsMapDoesToo(String digits, boolean complete) {
    assertEquals(complete, typed(asked(NUMBER), digits).complete());
  }

  @Test
  void aHashBeforeAnyDigitIsNothing() {
    assertEquals(Optional.empty(), asked(PIN).type('#'));
  }

  @Test
  void anEmergencyNumberIsNoPin() {
    assertFalse(typed(asked(PIN), "112#").next().isPin());
    assertTrue(typed(asked(PIN), "1121#").next().isPin());
    assertFalse(typed(asked(NUMBER), "101").next().isPin());
  }

  @Test
  void wrongPinsAreCountedUntilTheRightOne() {
    Stage once = typed(asked(PIN), "1#").next().wrong();
    Stage twice = typed(once.asking(PIN, Step.PROMPTING), "2#").next().wrong();
    assertEquals(2, twice.told().getWrongPins());
    assertEquals("office", twice.told().getWrongPin());
    Stage right = typed(twice.asking(PIN, Step.PROMPTING), "4711#").next().right();
    RouteRequest anew = right.again(QUESTION);
    assertEquals(List.of("office"), anew.getEntered().getPinsList());
    assertEquals("10086", anew.getCalledNumber());
    Stage other = right.asking(PIN.toBuilder().setPin("door").build(), Step.PROMPTING).wrong();
    assertEquals(1, other.told().getWrongPins(), "of another PIN");
  }

  @Test
  void aNumberTakesThePlaceOfTheOneThatWasDialled() {
    RouteRequest anew = typed(asked(NUMBER), "101").next().entered().again(QUESTION);
    assertEquals("101", anew.getCalledNumber());
    assertEquals(NUMBER, anew.getEntered().getNumber());
  }

  @Test
  void whoEntersNothingIsToldWhy() {
    assertEquals(21, asked(PIN).nothingCause());
    assertEquals(28, asked(NUMBER).nothingCause());
    assertEquals(List.of("entered: no PIN office in 10 s"), asked(PIN).nothing().words());
    assertEquals(List.of("entered: no number in 10 s"), asked(NUMBER).nothing().words());
  }

  @Test
  void theToneSaysWhatIsWanted() {
    assertEquals(Tone.TONE_PROMPT, asked(PIN).tone());
    assertEquals(Tone.TONE_DIAL, asked(NUMBER).tone());
    assertEquals(Tone.TONE_CONFIRMED, asked(NUMBER.toBuilder().setConfirmed(true).build()).tone());
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42})
  void noDigitOfAPinIsInWhatIsSaidOrToldOfIt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      String pin = String.valueOf(random.nextInt(1_000_000, 10_000_000));
      Stage full = typed(asked(PIN), pin + "#").next();
      for (Stage stage : List.of(full, full.to(Step.COMPARING), full.right(), full.wrong())) {
        String said = stage + " " + stage.words() + stage.told() + stage.again(QUESTION);
        assertFalse(said.contains(pin), "seed " + seed + ", " + i + ": " + said);
      }
    }
  }
}
