package io.patchbay.contract.document;

import io.patchbay.contract.FeatureCode;
import io.patchbay.proto.config.v1.LineKind;
import java.util.EnumMap;
import java.util.Map;

/// Feature codes: features there are, codes that can be dialled and told from each other.
final class FeatureCodeCheck {
  private static final String PATH = "spec.feature-codes";
  private static final int LEAST_S = 5;
  private static final int MOST_S = 120;

  private final Documents documents;
  private final DocumentCheck.Finding finding;

  FeatureCodeCheck(Documents documents, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.finding = finding;
  }

  void run() {
    Map<String, String> all = documents.settings().getFeatureCodesMap();
    codes("Settings " + Documents.DEFAULT, Map.of(), all);
    documents
        .extensions()
        .forEach((name, spec) -> codes("Extension " + name, all, spec.getFeatureCodesMap()));
    documents
        .lines()
        .forEach((name, spec) -> {
          if (spec.getFeatureCodesCount() > 0 && spec.getKind() != LineKind.LINE_KIND_FXS) {
            finding.add("Line " + name, PATH, "for FXS lines");
          }
          if (spec.getHashIsDigit() && spec.getKind() != LineKind.LINE_KIND_FXS) {
            finding.add("Line " + name, "spec.hash-is-digit", "true: for FXS lines");
          }
          if (spec.getEarlyDial() && spec.getKind() != LineKind.LINE_KIND_FXS) {
            finding.add("Line " + name, "spec.early-dial", "true: for FXS lines");
          }
          codes("Line " + name, all, spec.getFeatureCodesMap());
        });
    int seconds = documents.settings().getForwardNoAnswerS();
    if (seconds != 0 && (seconds < LEAST_S || seconds > MOST_S)) {
      finding.add(
          "Settings " + Documents.DEFAULT,
          "spec.forward-no-answer-s",
          Integer.toUnsignedString(seconds) + " is neither 0 nor " + LEAST_S + " to " + MOST_S);
    }
  }

  private void codes(String label, Map<String, String> shared, Map<String, String> own) {
    if (own.isEmpty()) {
      return;
    }
    own.forEach((word, code) -> one(label, word, code));
    Map<FeatureCode, String> inForce = new EnumMap<>(FeatureCode.class);
    for (FeatureCode feature : FeatureCode.values()) {
      String code =
          own.getOrDefault(feature.word(), shared.getOrDefault(feature.word(), feature.standard()));
      if (!code.equals(FeatureCode.OFF)) {
        inForce.put(feature, code);
      }
    }
    inForce.forEach((feature, code) ->
        inForce.forEach((other, longer) -> {
          boolean ours = own.containsKey(feature.word()) || own.containsKey(other.word());
          boolean twice = feature.compareTo(other) < 0 && code.equals(longer);
          if (ours && (twice || (code.length() < longer.length() && longer.startsWith(code)))) {
            finding.add(
                label,
                PATH,
                longer + " of " + other.word() + " begins with " + code + " of " + feature.word());
          }
        }));
  }

  private void one(String label, String word, String code) {
    if (FeatureCode.of(word).isEmpty()) {
      finding.add(label, PATH + "." + Report.shown(word), "no such feature");
    } else if (!code.equals(FeatureCode.OFF) && !code.matches("\\*[0-9*]{1,5}")) {
      finding.add(
          label,
          PATH + "." + word,
          "`" + Report.shown(code) + "` is neither off nor * with one to five of 0-9 and *");
    }
  }
}
