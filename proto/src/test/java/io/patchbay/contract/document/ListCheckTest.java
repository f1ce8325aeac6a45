package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "NumberList; effect: deny, numbers: ['+8613800000001', '+861380*', '900@2027-01-01T00:00:00Z'], file: spam.txt; []",
        "NumberList; effect: deny, numbers: [12a]; [NumberList a: spec.numbers[0]: `12a` is not a number of at most 16 of 0-9 * # +, with an end such as @2027-01-01T00:00:00Z or not]",
        "NumberList; effect: deny, file: ../x; [NumberList a: spec.file: `../x` is not the name of a file (a-z A-Z 0-9 . _ -)]",
        "NumberList; effect: deny, file: '..'; [NumberList a: spec.file: `..` is not the name of a file (a-z A-Z 0-9 . _ -)]",
        "Line; kind: sim, incoming-by-caller: '010>101|021>101'; []",
        "Line; kind: sim, incoming-by-caller: '010>9'; [Line a: spec.incoming-by-caller: no extension `9`]",
        "Line; kind: sim, incoming-by-caller: '010'; [Line a: spec.incoming-by-caller: `010` is not prefix>extension]",
        "Line; kind: sim, auto-deny: {calls: 3}; []",
        "Line; kind: sim, auto-deny: {calls: 1}; [Line a: spec.auto-deny.calls: 1 is out of range (2 to 100)]",
        "Line; kind: fxs, reject-incoming: true; [Line a: spec: incoming-by-caller, reject-incoming, reject-outgoing and auto-deny are for SIM and FXO lines]",
        "Line; kind: fxs, reject-outgoing: true; [Line a: spec: incoming-by-caller, reject-incoming, reject-outgoing and auto-deny are for SIM and FXO lines]",
        "LineGroup; lines: [], health: {failures: 101}; [LineGroup a: spec.lines: empty, LineGroup a: spec.health.failures: 101 is out of range (0 to 100)]",
      })
  void oddListsAndMapsAreRefusedByName(String kind, String spec, String problems) {
    var documents =
        DocumentYaml.parse(
            "t",
            """
            {kind: Edge, name: e, spec: {trunks: ["127.0.0.1:1"]}}
            ---
            {kind: Extension, name: 101, spec: {password: secret-101}}
            ---
            {kind: %s, name: a, spec: {%s%s}}
            """
                .formatted(kind, kind.equals("Line") ? "edge: e, driver: sim, " : "", spec));
    List<String> found =
        DocumentCheck.all(documents, PatternCheck.none()).stream()
            .map(Object::toString)
            .filter(text -> text.startsWith(kind))
            .toList();
    assertEquals(problems, found.toString());
  }
}
