package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.PinSpec;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StageCheckTest {
  private static final String WORLD =
      """
      {kind: Edge, name: e}
      ---
      {kind: Pin, name: office, spec: {pin: '4711'}}
      ---
      {kind: NumberList, name: staff, spec: {effect: no-pin, side: calling, numbers: ['138*']}}
      ---
      {kind: NumberList, name: spam, spec: {effect: deny}}
      ---
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Pin; pin: '47110815', tries: 10, lock-after: 100, lock-s: 604800, not-asked: [staff]; ''",
        "Pin; tries: 1; spec.pin: missing",
        "Pin; pin: '471'; spec.pin: is not 4 to 8 digits",
        "Pin; pin: '471108159'; spec.pin: is not 4 to 8 digits",
        "Pin; pin: abcd; spec.pin: is not 4 to 8 digits",
        "Pin; pin: '4711', tries: 11; spec.tries: 11 is out of range (0 to 10)",
        "Pin; pin: '4711', lock-after: 101; spec.lock-after: 101 is out of range (0 to 100)",
        "Pin; pin: '4711', lock-s: 604801; spec.lock-s: 604801 is out of range (0 to 604800)",
        "Pin; pin: '4711', not-asked: [nobody]; spec.not-asked[0]: no NumberList `nobody`",
        "Pin; pin: '4711', not-asked: [spam]; spec.not-asked[0]: NumberList `spam` has not the effect no-pin",
        "Line; edge: e, driver: d, kind: sim, call-out-pin: office, call-in-pin: office, second-stage: {pin: office}, incoming: {second-stage: {digit-map: '1xx', dial-rules: '0:-0'}}; ''",
        "Line; edge: e, driver: d, kind: sim, call-out-pin: home; spec.call-out-pin: no Pin `home`",
        "Line; edge: e, driver: d, kind: fxs, call-in-pin: office; spec.call-in-pin: office: for SIM and FXO lines",
        "Line; edge: e, driver: d, kind: fxs, second-stage: {}; spec.second-stage: for SIM and FXO lines",
        "Line; edge: e, driver: d, kind: sim, incoming: {second-stage: {pin: home}}; spec.incoming.second-stage.pin: no Pin `home`",
        "Line; edge: e, driver: d, kind: sim, incoming: {second-stage: {announcement: /etc/x.wav}}; spec.incoming.second-stage.announcement: `/etc/x.wav` is not the name of a .wav file, without a folder",
        "Pin; pin: '1234', announcement: pin.mp3; spec.announcement: `pin.mp3` is not the name of a .wav file, without a folder",
        "Pin; pin: '1234', no-input-s: 121; spec.no-input-s: 121 is out of range (0 to 120)",
        "Line; edge: e, driver: d, kind: sim, incoming: {second-stage: {no-input-s: 121}}; spec.incoming.second-stage.no-input-s: 121 is out of range (0 to 120)",
        "Line; edge: e, driver: d, kind: sim, incoming: {second-stage: {pause-ms: 60001}}; spec.incoming.second-stage.pause-ms: 60001 is out of range (0 to 60000)",
        "Line; edge: e, driver: d, kind: sim, incoming: {line: x, second-stage: {}}; spec.incoming: must name one of extension, line, line-group, trunk, uri and second-stage, names 2",
        "Line; edge: e, driver: d, kind: sim, incoming: {second-stage: {digit-map: '?'}}; spec.incoming.second-stage.digit-map: bad",
        "LineGroup; lines: [x], call-out-pin: home; spec.call-out-pin: no Pin `home`",
        "Trunk; address: '127.0.0.1:5060', incoming: {second-stage: {pin: home}}; spec.incoming.second-stage.pin: no Pin `home`",
        "DialPlan; rules: [{pattern: '*9', to: {second-stage: {pin: home}}}]; spec.rules[0].to.second-stage.pin: no Pin `home`",
      })
  void whatCannotBeAskedForIsRefused(String kind, String spec, String problem) {
    String text =
        WORLD
            + (kind.equals("LineGroup")
                ? "{kind: Line, name: x, spec: {edge: e, driver: d, kind: sim}}\n---\n"
                : "")
            + "{kind: "
            + kind
            + ", name: "
            + (kind.equals("DialPlan") ? "default" : "x")
            + ", spec: {"
            + spec
            + "}}";
    PatternCheck patterns =
        pattern -> pattern.equals("?") ? java.util.Optional.of("bad") : java.util.Optional.empty();
    assertEquals(
        problem.isEmpty() ? "" : kind + (kind.equals("DialPlan") ? " default: " : " x: ") + problem,
        DocumentCheck.all(DocumentYaml.parse("t", text), patterns).stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n")));
  }

  @Test
  void aPinIsComparedAsItIsKept() {
    PinSpec plain = PinSpec.newBuilder().setPin("4711").build();
    PinSpec hashed =
        PinSpec.newBuilder().setPinHash(PasswordHash.of("4711", new byte[] {1, 2, 3})).build();
    assertTrue(Pins.matches(plain, "4711"));
    assertFalse(Pins.matches(plain, "4712"));
    assertTrue(Pins.matches(hashed, "4711"));
    assertFalse(Pins.matches(hashed, "47110"));
    assertFalse(Pins.matches(PinSpec.getDefaultInstance(), ""));
  }
}
