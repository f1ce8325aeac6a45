package io.patchbay.tpdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// TS 23.038 §A.2 and §A.3.
final class NationalTablesTest {
  @ParameterizedTest
  @EnumSource(NationalLanguage.class)
  void aLockingTableHasAPlaceForEachCodeAndNoCharacterTwice(NationalLanguage language) {
    String table = NationalTables.locking(language);
    assertEquals(128, table.length());
    assertEquals('\n', table.charAt(0x0A));
    assertEquals('\r', table.charAt(0x0D));
    assertEquals(Gsm7.ESCAPE, table.charAt(0x1B));
    assertEquals(' ', table.charAt(0x20));
    assertTrue(table.contains("0123456789"));
    Set<Character> seen = new HashSet<>();
    for (int code = 0; code < 128; code++) {
      char character = table.charAt(code);
      assertTrue(character == CodePoints.VOID || seen.add(character), "twice: " + character);
    }
  }

  @ParameterizedTest
  @EnumSource(NationalLanguage.class)
  void aSingleShiftTableHasTheDefaultExtension(NationalLanguage language) {
    NationalTables.single(NationalLanguage.DEFAULT)
        .forEach((code, character) ->
            assertEquals(character, NationalTables.single(language).get(code)));
  }

  @ParameterizedTest
  @CsvSource({
    // language, character and code at the begin, in the middle and at the end of its table
    "TURKISH, ı, 07, Ğ, 0B, ç, 60",
    "PORTUGUESE, ê, 04, ∞, 15, ~, 60",
    "BENGALI, ঁ, 00, শ, 4A, ৱ, 7F",
    "GUJARATI, ઁ, 00, વ, 49, ૱, 7F",
    "HINDI, ँ, 00, ऩ, 3C, ॿ, 7F",
    "KANNADA, ಂ, 01, ಹ, 4D, ೣ, 7F",
    "MALAYALAM, ം, 01, ഴ, 48, ൹, 7F",
    "ORIYA, ଁ, 00, କ, 15, ୣ, 7F",
    "PUNJABI, ਁ, 00, ੍, 5F, ੴ, 7F",
    "TAMIL, ஂ, 01, ன, 3C, ௹, 7F",
    "TELUGU, ఁ, 00, ఱ, 45, ౣ, 7F",
    "URDU, ا, 00, ک, 47, ٰ, 7F",
  })
  void lettersHaveTheirCodes(
      NationalLanguage language,
      String first,
      String firstCode,
      String middle,
      String middleCode,
      String last,
      String lastCode) {
    Gsm7 alphabet = new Gsm7(language, NationalLanguage.DEFAULT);
    assertArrayEquals(
        HexFormat.of().parseHex(firstCode + middleCode + lastCode),
        alphabet.encode(first + middle + last));
  }

  @ParameterizedTest
  @CsvSource({
    "TURKISH, ş, 73", "SPANISH, Á, 41", "PORTUGUESE, Õ, 5C", "BENGALI, ০, 19", "GUJARATI, ૯, 25",
    "HINDI, ०, 1C", "KANNADA, ೲ, 2A", "MALAYALAM, ൿ, 34", "ORIYA, ୟ, 2A", "PUNJABI, ੵ, 2D",
    "TAMIL, ௺, 2E", "TELUGU, ౦, 1C", "URDU, ۔, 3F", "HINDI, A, 41", "URDU, €, 65",
  })
  void marksHaveTheirCodesBehindTheEscape(NationalLanguage language, String mark, String code) {
    Gsm7 alphabet =
        language == NationalLanguage.HINDI || language == NationalLanguage.URDU
            ? new Gsm7(language, language)
            : new Gsm7(NationalLanguage.DEFAULT, language);
    assertArrayEquals(HexFormat.of().parseHex("1B" + code), alphabet.encode(mark));
  }

  @Test
  void aCodeWithoutACharacterReadsAsASpaceAndOneBehindTheEscapeAsInTheLockingTable() {
    Gsm7 tamil = new Gsm7(NationalLanguage.TAMIL, NationalLanguage.TAMIL);
    assertEquals(" ", tamil.decode(new byte[] {0x00}));
    assertEquals("ஂ", tamil.decode(new byte[] {0x01}));
    Gsm7 plain = Gsm7.DEFAULT;
    assertEquals("a", plain.decode(new byte[] {0x1B, 'a'}));
    assertEquals(" ", plain.decode(new byte[] {0x1B, 0x1B}));
  }
}
