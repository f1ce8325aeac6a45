package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigitMapCheckTest {
  @ParameterizedTest
  @CsvSource({
    "fxs, x+, ''",
    "fxs, '[', 'Line a: spec.digit-map: [ is odd'",
    "sim, x+, 'Line a: spec.digit-map: x+: for FXS lines'",
  })
  void aDigitMapIsADialPlanOfAPhone(String kind, String map, String problem) {
    var documents =
        DocumentYaml.parse(
            "t",
            """
            {kind: Edge, name: e, spec: {trunks: ["127.0.0.1:1"]}}
            ---
            {kind: Line, name: a, spec: {edge: e, kind: %s, driver: sim, digit-map: "%s"}}
            """
                .formatted(kind, map));
    List<String> problems =
        DocumentCheck.all(
                documents,
                pattern -> pattern.equals("[") ? Optional.of("[ is odd") : Optional.empty())
            .stream()
            .map(Object::toString)
            .filter(text -> text.startsWith("Line"))
            .toList();
    assertEquals(problem.isEmpty() ? List.of() : List.of(problem), problems);
  }
}
