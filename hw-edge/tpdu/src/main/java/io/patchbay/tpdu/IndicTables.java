package io.patchbay.tpdu;

import static io.patchbay.tpdu.CodePoints.VOID;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of the languages of India – TS 23.038 §A.2.4 … A.2.13 and §A.3.4 … A.3.13.
///
/// The locking tables follow one pattern: each letter has the place that its Devanagari sister has
/// in the Hindi table, and stays empty where the script has no such letter; only six places differ.
/// The single shift tables share Latin letters and marks; the places for digits and signs differ.
final class IndicTables {
  private static final int DEVANAGARI = 0x0900;
  private static final int BLOCK = 0x80;

  /// Codes 0x00 … 0x5F of the Hindi locking table.
  private static final String HINDI_LETTERS =
      "\u0901\u0902\u0903\u0905\u0906\u0907\u0908\u0909\u090A\u090B\n\u090C\u090D\r\u090E\u090F"
          + "\u0910\u0911\u0912\u0913\u0914\u0915\u0916\u0917\u0918\u0919\u091A\u001B"
          + "\u091B\u091C\u091D\u091E !\u091F\u0920\u0921\u0922\u0923\u0924)(\u0925\u0926,\u0927."
          + "\u09280123456789:;\u0929\u092A\u092B?"
          + "\u092C\u092D\u092E\u092F\u0930\u0931\u0932\u0933\u0934\u0935\u0936\u0937\u0938\u0939"
          + "\u093C\u093D\u093E\u093F\u0940\u0941\u0942\u0943\u0944\u0945\u0946\u0947\u0948\u0949"
          + "\u094A\u094B\u094C\u094D";

  private static final String URDU_LETTERS =
      "\u0627\u0622\u0628\u067B\u0680\u067E\u06A6\u062A\u06C2\u067F\n\u0679\u067D\r\u067A\u067C"
          + "\u062B\u062C\u0681\u0684\u0683\u0685\u0686\u0687\u062D\u062E\u062F\u001B"
          + "\u068C\u0688\u0689\u068A !\u068F\u068D\u0630\u0631\u0691\u0693)(\u0699\u0632,\u0696."
          + "\u06980123456789:;\u069A\u0633\u0634?"
          + "\u0635\u0636\u0637\u0638\u0639\u0641\u0642\u06A9\u06AA\u06AB\u06AF\u06B3\u06B1\u0644"
          + "\u0645\u0646\u06BA\u06BB\u06BC\u0648\u06C4\u06D5\u06C1\u06BE\u0621\u06CC\u06D0\u06D2"
          + "\u064D\u0650\u064F\u0657";

  /// Codes and characters that the single shift tables have in common, besides the default
  /// extension.
  private static final String COMMON_MARKS = "@£$¥¿\"¤%&'\f*+\0-/<=>¡^¡_#*";

  /// The codes of the places that differ, in order.
  private static final List<Character> PLACES = CodePoints.of("19-1A 1C-27 2A-2E 30-3B");

  private IndicTables() {}

  static String locking(NationalLanguage language) {
    return switch (language) {
      case BENGALI ->
          letters(0x0980, "0D-0E 11-12 29 31 33-35 45-46 49-4A", "09CE 09D7 09DC 09DD 09F0 09F1");
      case GUJARATI -> letters(0x0A80, "0E 12 29 31 34 46 4A", "0AD0 0AE0-0AE3 0AF1");
      case HINDI -> letters(DEVANAGARI, "00", "0950 0972 097B 097C 097E 097F");
      case KANNADA -> letters(0x0C80, "01 0D 11 29 34 45 49", "0CD5 0CD6 0CE0-0CE3");
      case MALAYALAM -> letters(0x0D00, "01 0D 11 29 3C 45 49", "0D57 0D60-0D63 0D79");
      case ORIYA -> letters(0x0B00, "0D-0E 11-12 29 31 34 45-46 49-4A", "0B56 0B57 0B60-0B63");
      case PUNJABI -> letters(0x0A00, "0B-0E 11-12 29 31 34 37 3D 43-46 49-4A", "0A51 0A70-0A74");
      case TAMIL ->
          letters(
              0x0B80,
              "01 0B-0D 11 16-18 1B 1D 20-22 25-27 2B-2D 3C-3D 43-45 49",
              "0BD0 0BD7 0BF0-0BF2 0BF9");
      case TELUGU -> letters(0x0C00, "0D 11 29 34 3C 45 49", "0C55 0C56 0C60-0C63");
      case URDU -> withTail(URDU_LETTERS, CodePoints.of("0654 0655 0651 0653 0656 0670"));
      case DEFAULT, TURKISH, SPANISH, PORTUGUESE -> "";
    };
  }

  static Map<Integer, Character> single(NationalLanguage language) {
    return switch (language) {
      case BENGALI -> marks("09E6-09EF 09DF-09E3 09F2-09FA");
      case GUJARATI -> marks("0964-0965 0AE6-0AEF");
      case HINDI -> marks("0964-0965 0966-096F 0951-0954 0958-0963 0970-0971");
      case KANNADA -> marks("0964-0965 0CE6-0CEF 0CDE 0CF1 0CF2");
      case MALAYALAM -> marks("0964-0965 0D66-0D6F 0D70-0D75 0D7A-0D7F");
      case ORIYA -> marks("0964-0965 0B66-0B6F 0B5C 0B5D 0B5F 0B70 0B71");
      case PUNJABI -> marks("0964-0965 0A66-0A6F 0A59-0A5C 0A5E 0A75");
      case TAMIL -> marks("0964-0965 0BE6-0BEF 0BF3-0BF8 0BFA");
      case TELUGU -> marks(". . 0C66-0C6F 0C58 0C59 0C78-0C7F");
      case URDU -> {
        Map<Integer, Character> table =
            marks(
                "0600-0601 06F0-06F9 060C-0614 061B 061F 0640 0652 0658 066B 066C 0672 0673 06CD");
        table.put(0x3F, '\u06D4');
        yield table;
      }
      case DEFAULT, TURKISH, SPANISH, PORTUGUESE -> Map.of();
    };
  }

  private static String letters(int block, String missing, String tail) {
    Set<Character> absent = new HashSet<>(CodePoints.of(missing));
    StringBuilder letters = new StringBuilder();
    for (int code = 0; code < HINDI_LETTERS.length(); code++) {
      char letter = HINDI_LETTERS.charAt(code);
      int place = letter - DEVANAGARI;
      if (place < 0 || place >= BLOCK) {
        letters.append(letter);
      } else {
        letters.append(absent.contains((char) place) ? VOID : (char) (block + place));
      }
    }
    return withTail(letters.toString(), CodePoints.of(tail));
  }

  private static String withTail(String letters, List<Character> tail) {
    StringBuilder table = new StringBuilder(letters);
    table.append((char) tail.getFirst()).append("abcdefghijklmnopqrstuvwxyz");
    tail.subList(1, tail.size()).forEach(table::append);
    return table.toString();
  }

  private static Map<Integer, Character> marks(String own) {
    Map<Integer, Character> table = new HashMap<>();
    for (int code = 0; code < COMMON_MARKS.length(); code++) {
      table.put(code, COMMON_MARKS.charAt(code));
    }
    for (int letter = 'A'; letter <= 'Z'; letter++) {
      table.put(letter, (char) letter);
    }
    List<Character> characters = CodePoints.of(own);
    for (int i = 0; i < characters.size(); i++) {
      table.put((int) PLACES.get(i), characters.get(i));
    }
    table.values().removeIf(character -> character == VOID);
    return table;
  }
}
