package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunPolicyCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "on: [line/gsm-1, line-group/mobile], asr-below-percent: 50, actions: [disable-voip, disable-call-out, module-off, reset-counters]; ''",
        "on: [line/gsm-1], short-calls: 3, short-s: 5; ''",
        "asr-below-percent: 50; spec.on: missing: which lines is it for?",
        "on: [line/gsm-1]; spec: there is no condition: it would never do anything",
        "on: [extension/101], no-ring-calls: 3; spec.on[0]: `extension/101` is not line/name or line-group/name",
        "on: [line/gsm-9], no-ring-calls: 3; spec.on[0]: no line `gsm-9`",
        "on: [line/fxs-1], no-ring-calls: 3; spec.on[0]: line fxs-1 is a phone and calls nobody",
        "on: [line/gsm-1], asr-below-percent: 101; spec.asr-below-percent: 101 is out of range (0 to 100)",
        "on: [line/gsm-1], short-calls: 3; spec.short-s: goes with short-calls: one without the other",
        "on: [line/gsm-1], no-ring-calls: 3, sample: 1001; spec.sample: 1001 is out of range (0 to 1000)",
      })
  void whatCannotHoldIsRefused(String spec, String problem) {
    String text =
        """
        {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
        ---
        {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim}}
        ---
        {kind: LineGroup, name: mobile, spec: {lines: [gsm-1]}}
        ---
        {kind: Edge, name: e}
        ---
        """
            + "{kind: RunPolicy, name: x, spec: {"
            + spec
            + "}}";
    assertEquals(
        problem.isEmpty() ? "" : "RunPolicy x: " + problem,
        DocumentCheck.all(DocumentYaml.parse("t", text), PatternCheck.none()).stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n")));
  }
}
