package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Feature codes of settings, lines and extensions: what is wrong is named with its place and
/// value.
final class FeatureCodeCheckTest {
  private static final String DOCUMENTS =
      """
      {kind: Edge, name: e, spec: {trunks: ["127.0.0.1:1"]}}
      ---
      {kind: Line, name: fxs-1, spec: {edge: e, driver: sim, kind: fxs, feature-codes: {call-return: off}, hash-is-digit: true, early-dial: true}}
      ---
      {kind: Extension, name: "101", spec: {feature-codes: {forward-always: "*21"}}}
      ---
      {kind: Settings, name: default, spec: {feature-codes: {do-not-disturb: "*60"}, forward-no-answer-s: 15}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "*21; *21; []",
        "*21; *78; []",
        "*21; 21; [Extension 101: spec.feature-codes.forward-always: `21` is neither off nor * with one to five of 0-9 and *]",
        "*21; *1234567; [Extension 101: spec.feature-codes.forward-always: `*1234567` is neither off nor * with one to five of 0-9 and *]",
        "*21; *60; [Extension 101: spec.feature-codes: *60 of do-not-disturb begins with *60 of forward-always]",
        "*21; *821; [Extension 101: spec.feature-codes: *821 of forward-always begins with *82 of show-caller-id-once]",
        "*60; *72; [Settings default: spec.feature-codes: *72 of do-not-disturb begins with *72 of forward-always]",
        "forward-always; forward; [Extension 101: spec.feature-codes.forward: no such feature]",
        "kind: fxs; kind: fxo; '[Line fxs-1: spec.feature-codes: for FXS lines, Line fxs-1: spec.hash-is-digit: true: for FXS lines, Line fxs-1: spec.early-dial: true: for FXS lines]'",
        "answer-s: 15; answer-s: 4; [Settings default: spec.forward-no-answer-s: 4 is neither 0 nor 5 to 120]",
      })
  void whatIsWrongIsNamed(String from, String to, String problems) {
    List<String> found =
        DocumentCheck.all(DocumentYaml.parse("t", DOCUMENTS.replace(from, to)), PatternCheck.none())
            .stream()
            .map(Object::toString)
            .toList();
    assertEquals(problems, found.toString());
  }
}
