package io.patchbay.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which alphabet a text is sent in, and where it is cut.
final class SmsEncodingTest {
  private static final TextOptions CHEAPEST = TextOptions.PLAIN.with(Alphabets.CHEAPEST);

  private static List<SmsText.Part> cheapest(String text) throws TpduException {
    return SmsText.split(text, 7, CHEAPEST);
  }

  /// Alphabet, ids of the header elements and number of parts.
  private static String shape(List<SmsText.Part> parts) {
    UserData first = parts.getFirst().data();
    String ids =
        first.header().stream()
            .map(e -> "%02X/%s".formatted(e.id(), e.data().hex()))
            .filter(e -> !e.startsWith("00/"))
            .collect(Collectors.joining(" "));
    return (first.alphabet() + " " + ids).strip() + " x" + parts.size();
  }

  @Test
  void theCheapestAlphabetIsChosenAndAmongEqualsTheOneMorePhonesRead() throws TpduException {
    assertEquals("GSM7 x1", shape(cheapest("hello")));
    assertEquals("UCS2 x1", shape(cheapest("ğ")));
    assertEquals("GSM7 24/01 x1", shape(cheapest("ğ".repeat(70) + "a")));
    assertEquals("GSM7 25/01 x1", shape(cheapest("ğ".repeat(155))));
    assertEquals("GSM7 25/01 x2", shape(cheapest("ğ".repeat(156))));
    assertEquals("GSM7 24/02 x1", shape(cheapest("ó".repeat(40) + "x".repeat(40))));
    assertEquals("GSM7 25/03 x1", shape(cheapest("ó".repeat(90))));
    assertEquals("GSM7 24/06 25/06 x1", shape(cheapest("नमस्ते ".repeat(20) + "DELHI")));
    assertEquals("GSM7 25/06 x1", shape(cheapest("नमस्ते ".repeat(20))));
    assertEquals("UCS2 x3", shape(cheapest("你".repeat(140))));
    assertEquals("GSM7 25/01 x1", shape(cheapest("€".repeat(100))));
    // letters of one language, marks of another
    assertEquals("GSM7 24/03 25/01 x1", shape(cheapest("ğ".repeat(140) + "ãõ")));
  }

  @Test
  void withoutLanguagesOnlyTheDefaultAlphabetAndUcs2AreSent() throws TpduException {
    assertEquals("UCS2 x3", shape(SmsText.split("ğ".repeat(155), 7)));
    assertEquals("GSM7 x2", shape(SmsText.split("€".repeat(100), 7)));
  }

  @Test
  void aHeaderTakesItsRoomFromTheText() throws TpduException {
    // 160, 155 and 152 septets alone; 153, 149 and 146 in parts; 152 and 66 with wide references
    assertEquals(1, cheapest("ğ".repeat(155)).size());
    assertEquals("ğ".repeat(149), cheapest("ğ".repeat(156)).getFirst().data().text());
    String both = "न".repeat(148) + "AB";
    assertEquals("GSM7 24/06 25/06 x1", shape(cheapest(both)));
    assertEquals("GSM7 24/06 25/06 x2", shape(cheapest(both + "न")));
    assertEquals(146, cheapest("AB" + "न".repeat(149)).getFirst().data().text().length() + 2);
    TextOptions wide = TextOptions.PLAIN.withReferenceBits(16);
    assertEquals(
        152, SmsText.split("x".repeat(161), 0x1234, wide).getFirst().data().text().length());
    assertEquals(66, SmsText.split("你".repeat(71), 0x1234, wide).getFirst().data().text().length());
    assertEquals(
        new Concatenation(0x1234, 2, 2, 16),
        SmsText.split("你".repeat(71), 0x1234, wide).get(1).data().concatenation().orElseThrow());
  }

  @Test
  void aCombiningSequenceStaysTogetherUnlessItIsLongerThanAPart() throws TpduException {
    String family = "👨‍👩‍👧‍👦"; // 11 UTF-16 units
    List<SmsText.Part> parts = SmsText.split("你".repeat(60) + family + "你", 7);
    assertEquals("你".repeat(60), parts.getFirst().data().text());
    assertEquals(family + "你", parts.get(1).data().text());
    String tower = "e" + "\u0301".repeat(100);
    List<SmsText.Part> cut = SmsText.split("你" + tower, 7);
    assertEquals(67, cut.getFirst().data().text().length());
    assertEquals(2, cut.size());
  }

  @Test
  void aFlashMessageHasClassZeroInEitherAlphabet() throws TpduException {
    TextOptions flash = TextOptions.PLAIN.withMessageClass(0);
    assertEquals(0x10, SmsText.split("hello", 1, flash).getFirst().coding().octet());
    assertEquals(0x18, SmsText.split("你好", 1, flash).getFirst().coding().octet());
    assertEquals(0, SmsText.split("你好", 1, flash).getFirst().coding().messageClass().getAsInt());
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void textOfAnyScriptIsReadBackWholeFromPartsThatFit(long seed) throws TpduException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < 250; step++) {
      String text = text(random);
      TextOptions options =
          new TextOptions(
              random.nextBoolean() ? Alphabets.CHEAPEST : Alphabets.EVERY_PHONE,
              random.nextBoolean() ? 8 : 16,
              OptionalInt.empty());
      List<SmsText.Part> parts = SmsText.split(text, random.nextInt(1 << 16), options);
      List<UserData> read = parts.stream().map(part -> back(part)).toList();
      assertEquals(text, SmsText.join(read), () -> "seed " + seed);
      for (int i = 0; i < parts.size(); i++) {
        assertEquals(parts.get(i).data(), read.get(i), () -> "seed " + seed);
        String piece = read.get(i).text();
        assertTrue(
            piece.isEmpty()
                || (!Character.isHighSurrogate(piece.charAt(piece.length() - 1))
                    && piece.charAt(piece.length() - 1) != Gsm7.ESCAPE),
            () -> "seed " + seed);
        assertTrue(read.get(i).length() <= 160);
      }
      assertTrue(
          parts.size() <= SmsText.split(text, 0, options.with(Alphabets.EVERY_PHONE)).size(),
          () -> "seed " + seed);
    }
  }

  private static UserData back(SmsText.Part part) {
    Tpdu.Submit submit = Tpdu.Submit.of(Address.NONE, false, Validity.none(), part);
    try {
      return ((Tpdu.Submit) Tpdu.decode(submit.encode())).data();
    } catch (TpduException e) {
      throw new AssertionError(e);
    }
  }

  /// Mostly of one language's tables, sometimes with a character of another.
  private static String text(SplittableRandom random) {
    NationalLanguage[] languages = NationalLanguage.values();
    NationalLanguage language = languages[random.nextInt(languages.length)];
    String letters =
        NationalTables.locking(language)
            + NationalTables.single(language).values().stream()
                .map(String::valueOf)
                .collect(Collectors.joining());
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(400);
    while (text.length() < length) {
      char letter = letters.charAt(random.nextInt(letters.length()));
      if (random.nextInt(500) == 0) {
        text.append("😀");
      } else if (letter != Gsm7.ESCAPE && letter != CodePoints.VOID) {
        text.append(letter);
      }
    }
    return text.toString();
  }
}
