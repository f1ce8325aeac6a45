package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PruningTest {
  private static final Path SIMULATOR = Path.of("/data/sim");

  @Test
  void simulatedLinesGoWithWhateverPointsToThemOnly() {
    Documents left =
        prune(
            """
            kind: Line
            name: gsm-1
            spec: {edge: e, kind: sim, driver: gsm-at, settings: {command-port: /data/sim/gsm-1.at}}
            ---
            kind: Line
            name: gsm-9
            spec: {edge: e, kind: sim, driver: gsm-at, settings: {command-port: /dev/ttyUSB2}}
            ---
            kind: LineGroup
            name: mobile
            spec: {lines: [gsm-1, gsm-9]}
            ---
            kind: LineGroup
            name: simulated
            spec: {lines: [gsm-1]}
            ---
            kind: DialPlan
            name: default
            spec:
              rules:
                - {name: real, pattern: "1x+", to: {line-group: mobile}}
                - {name: gone, pattern: "2x+", to: {line-group: simulated}}
                - {name: gone-too, pattern: "3x+", to: {line: gsm-1}}
            """);

    assertEquals(List.of("gsm-9"), List.copyOf(left.lines().keySet()));
    assertEquals(List.of("mobile"), List.copyOf(left.lineGroups().keySet()));
    assertEquals(
        List.of(List.of("gsm-9")),
        left.lineGroups().values().stream()
            .map(group -> List.copyOf(group.getLinesList()))
            .toList());
    assertEquals(
        List.of("real"),
        left.dialPlan().getRulesList().stream().map(rule -> rule.getName()).toList());
  }

  private static Documents prune(String yaml) {
    return Documents.of(Pruning.withoutSimulated(DocumentYaml.parse("test.yaml", yaml), SIMULATOR));
  }
}
