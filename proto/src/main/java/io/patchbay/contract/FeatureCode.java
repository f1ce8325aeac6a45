package io.patchbay.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a phone dials for a feature (catalogue H8), with the code an HT503 has for it.
public enum FeatureCode {
  /// Its number is shown to nobody (RFC 3323).
  WITHHOLD_CALLER_ID("*30", false),
  SHOW_CALLER_ID("*31", false),
  NO_CALL_WAITING("*50", false),
  CALL_WAITING("*51", false),
  /// As the above, for the number behind it alone.
  WITHHOLD_CALLER_ID_ONCE("*67", true),
  SHOW_CALLER_ID_ONCE("*82", true),
  NO_CALL_WAITING_ONCE("*70", true),
  CALL_WAITING_ONCE("*71", true),
  /// Calls who called last.
  CALL_RETURN("*69", false),
  /// Calls for the phone go on to the number behind it (RFC 5359 §2.7 to §2.9).
  FORWARD_ALWAYS("*72", true),
  FORWARD_ALWAYS_CANCEL("*73", false),
  FORWARD_BUSY("*90", true),
  FORWARD_BUSY_CANCEL("*91", false),
  FORWARD_NO_ANSWER("*92", true),
  FORWARD_NO_ANSWER_CANCEL("*93", false),
  DO_NOT_DISTURB("*78", false),
  DO_NOT_DISTURB_CANCEL("*79", false);

  /// In a document: the feature has no code.
  public static final String OFF = "off";

  private final String standard;
  private final boolean number;

  FeatureCode(String standard, boolean number) {
    this.standard = standard;
    this.number = number;
  }

  /// As documents name it: `forward-always`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Where no document says another.
  public String standard() {
    return standard;
  }

  /// Whether a number stands behind it.
  public boolean takesNumber() {
    return number;
  }

  /// By its name in documents.
  public static Optional<FeatureCode> of(String word) {
    return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
  }
}
