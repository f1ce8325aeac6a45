package io.patchbay.routing;

import io.patchbay.contract.FeatureCode;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.policy.v1.OriginKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The feature codes of every phone and extension: its own, else those of the settings, else those
/// of an HT503. Immutable.
public final class FeatureCodes {
  /// Of no phones.
  public static final FeatureCodes NONE = new FeatureCodes(Documents.empty());

  private final Map<String, Map<String, FeatureCode>> byPhone = new HashMap<>();

  /// What a phone has dialled.
  ///
  /// @param number behind the code; empty: none
  record Dialled(FeatureCode feature, String number) {}

  /// What a phone's codes are, for who collects its digits.
  ///
  /// @param whole nothing stands behind them
  /// @param prefixes a number stands behind them
  public record Codes(Set<String> whole, Set<String> prefixes) {
    /// A phone without any.
    public static final Codes NONE = new Codes(Set.of(), Set.of());

    public Codes {
      whole = Set.copyOf(whole);
      prefixes = Set.copyOf(prefixes);
    }
  }

  FeatureCodes(Documents documents) {
    Map<String, String> shared = documents.settings().getFeatureCodesMap();
    Map<String, FeatureCode> usual = merged(shared, Map.of());
    documents
        .extensions()
        .forEach((name, spec) ->
            put(
                new Caller(OriginKind.ORIGIN_KIND_EXTENSION, name),
                shared,
                spec.getFeatureCodesMap(),
                usual));
    documents
        .lines()
        .forEach((name, spec) -> {
          if (spec.getKind() == LineKind.LINE_KIND_FXS) {
            put(
                new Caller(OriginKind.ORIGIN_KIND_LINE, name),
                shared,
                spec.getFeatureCodesMap(),
                usual);
          }
        });
  }

  private void put(
      Caller phone,
      Map<String, String> shared,
      Map<String, String> own,
      Map<String, FeatureCode> usual) {
    byPhone.put(phone.key(), own.isEmpty() ? usual : merged(shared, own));
  }

  private static Map<String, FeatureCode> merged(
      Map<String, String> shared, Map<String, String> own) {
    Map<String, FeatureCode> codes = new HashMap<>();
    for (FeatureCode feature : FeatureCode.values()) {
      String usual = shared.getOrDefault(feature.word(), feature.standard());
      String code = own.getOrDefault(feature.word(), usual);
      if (!code.equals(FeatureCode.OFF)) {
        codes.put(code, feature);
      }
    }
    return Map.copyOf(codes);
  }

  /// A phone on a line of ours, or an extension?
  boolean isPhone(String key) {
    return byPhone.containsKey(key);
  }

  /// The code in what a phone has dialled; empty: there is none.
  Optional<Dialled> in(String phone, String called) {
    if (!called.startsWith("*")) {
      return Optional.empty();
    }
    Map<String, FeatureCode> codes = byPhone.getOrDefault(phone, Map.of());
    for (int end = called.length(); end > 1; end--) {
      FeatureCode feature = codes.get(called.substring(0, end));
      if (feature != null && (feature.takesNumber() || end == called.length())) {
        return Optional.of(new Dialled(feature, called.substring(end)));
      }
    }
    return Optional.empty();
  }

  /// The codes of a phone on a line.
  public Codes ofLine(String line) {
    Map<String, FeatureCode> codes = byPhone.getOrDefault("line/" + line, Map.of());
    return new Codes(codes(codes, false), codes(codes, true));
  }

  private static Set<String> codes(Map<String, FeatureCode> codes, boolean prefixes) {
    return codes.entrySet().stream()
        .filter(one -> one.getValue().takesNumber() == prefixes)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
