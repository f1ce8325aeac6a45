package io.patchbay.tpdu;

import java.util.HashMap;
import java.util.Map;

/// The 7-bit tables of TS 23.038 §6.2.1 and annex A; those of India are in [IndicTables].
final class NationalTables {
  private static final String DIGITS_AND_MARKS = "%&'()*+,-./0123456789:;<=>?";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤"
          + DIGITS_AND_MARKS
          + "¡"
          + UPPER
          + "ÄÖÑÜ§¿"
          + LOWER
          + "äöñüà";
  private static final String TURKISH_LOCKING =
      "@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BŞşßÉ !\"#¤"
          + DIGITS_AND_MARKS
          + "İ"
          + UPPER
          + "ÄÖÑÜ§ç"
          + LOWER
          + "äöñüà";
  private static final String PORTUGUESE_LOCKING =
      "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\u001BÂâÊÉ !\"#º"
          + DIGITS_AND_MARKS
          + "Í"
          + UPPER
          + "ÃÕÚÜ§~"
          + LOWER
          + "ãõ`üà";

  /// Pairs: the code after the escape, and its character.
  private static final String DEFAULT_EXTENSION = "\n\f\u0014^({)}/\\<[=~>]@|e€";

  private static final String TURKISH_EXTENSION = "GĞIİSŞcçgğiısş";
  private static final String SPANISH_EXTENSION = "\tçAÁIÍOÓUÚaáiíoóuú";
  private static final String PORTUGUESE_EXTENSION =
      "\u0005ê\tç\u000BÔ\fô\u000EÁ\u000Fá\u0012Φ\u0013Γ\u0015Ω\u0016Π\u0017Ψ\u0018Σ\u0019Θ\u001FÊ"
          + "AÀIÍOÓUÚ[Ã\\ÕaÂiíoóuú{ã|õ\u007Fâ";

  private NationalTables() {}

  /// 128 characters, one for each code; [CodePoints#VOID] where there is none.
  static String locking(NationalLanguage language) {
    return switch (language) {
      case DEFAULT, SPANISH -> DEFAULT;
      case TURKISH -> TURKISH_LOCKING;
      case PORTUGUESE -> PORTUGUESE_LOCKING;
      case BENGALI, GUJARATI, HINDI, KANNADA, MALAYALAM, ORIYA, PUNJABI, TAMIL, TELUGU, URDU ->
          IndicTables.locking(language);
    };
  }

  /// The characters behind the escape, by code.
  static Map<Integer, Character> single(NationalLanguage language) {
    Map<Integer, Character> table = pairs(DEFAULT_EXTENSION);
    table.putAll(
        switch (language) {
          case DEFAULT -> Map.of();
          case TURKISH -> pairs(TURKISH_EXTENSION);
          case SPANISH -> pairs(SPANISH_EXTENSION);
          case PORTUGUESE -> pairs(PORTUGUESE_EXTENSION);
          case BENGALI, GUJARATI, HINDI, KANNADA, MALAYALAM, ORIYA, PUNJABI, TAMIL, TELUGU, URDU ->
              IndicTables.single(language);
        });
    return Map.copyOf(table);
  }

  private static Map<Integer, Character> pairs(String pairs) {
    Map<Integer, Character> table = new HashMap<>();
    for (int i = 0; i < pairs.length(); i += 2) {
      table.put((int) pairs.charAt(i), pairs.charAt(i + 1));
    }
    return table;
  }
}
