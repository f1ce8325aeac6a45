package io.patchbay.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SmsTextTest {
  private static List<String> texts(List<SmsText.Part> parts) {
    return parts.stream().map(part -> part.data().text()).toList();
  }

  @Test
  void oneHundredAndSixtySeptetsAreOnePart() throws TpduException {
    assertEquals(1, SmsText.split("x".repeat(160), 1).size());
    assertEquals(1, SmsText.split("€".repeat(80), 1).size());
    assertEquals(2, SmsText.split("x".repeat(161), 1).size());
    assertEquals(2, SmsText.split("€".repeat(80) + "x", 1).size());
  }

  @Test
  void seventyCharactersOutsideTheAlphabetAreOnePart() throws TpduException {
    assertEquals(1, SmsText.split("好".repeat(70), 1).size());
    assertEquals(List.of("好".repeat(67), "好".repeat(4)), texts(SmsText.split("好".repeat(71), 1)));
  }

  @Test
  void anEscapeSequenceIsNeverCut() throws TpduException {
    String text = "x".repeat(152) + "€" + "y".repeat(20);
    assertEquals(List.of("x".repeat(152), "€" + "y".repeat(20)), texts(SmsText.split(text, 7)));
  }

  @Test
  void aSurrogatePairIsNeverCut() throws TpduException {
    String text = "好".repeat(66) + "😀" + "好".repeat(10);
    assertEquals(List.of("好".repeat(66), "😀" + "好".repeat(10)), texts(SmsText.split(text, 7)));
  }

  @Test
  void partsSayWhichTheyAre() throws TpduException {
    List<SmsText.Part> parts = SmsText.split("x".repeat(400), 200);
    assertEquals(3, parts.size());
    assertEquals(
        new Concatenation(200, 3, 2, 8), parts.get(1).data().concatenation().orElseThrow());
    assertEquals(160, parts.get(1).data().length());
  }

  @Test
  void twoHundredAndFiftyFivePartsAreTheMost() throws TpduException {
    assertEquals(255, SmsText.split("x".repeat(153 * 255), 1).size());
    assertThrows(TpduException.class, () -> SmsText.split("x".repeat(153 * 255 + 1), 1));
  }

  @Test
  void anEscapeThatTheSenderCutInTwoIsHealedByJoining() throws TpduException {
    UserData first = part(1, "1B");
    UserData second = part(2, "65");
    assertEquals("\u001B", first.text());
    assertEquals("€", SmsText.join(List.of(first, second)));
  }

  @Test
  void aLoneEscapeAtTheEndReadsAsASpace() throws TpduException {
    assertEquals(
        " ", UserData.read(new OctetReader(new byte[] {1, 0x1B}), DataCoding.GSM7, false).text());
  }

  @Test
  void turkishTablesAreReadWhereTheHeaderNamesThem() throws TpduException {
    // single shift Turkish, then ESC s = ş
    UserData data =
        UserData.ofText(
            List.of(new HeaderElement(0x24, Octets.of((byte) 1))), Alphabet.GSM7, "ışık");
    Tpdu.Submit submit =
        Tpdu.Submit.of(
            Address.of("123"), false, Validity.none(), new SmsText.Part(DataCoding.GSM7, data));
    Tpdu.Submit back = (Tpdu.Submit) Tpdu.decode(submit.encode());
    assertEquals("ışık", back.data().text());
    assertEquals("Submit", back.getClass().getSimpleName());
  }

  @Test
  void portugueseAndSpanishTablesAreRead() throws TpduException {
    for (String[] row : new String[][] {{"2", "Ángel ñ"}, {"3", "Ângela não"}}) {
      UserData data =
          UserData.ofText(
              List.of(new HeaderElement(0x24, Octets.of(Byte.parseByte(row[0])))),
              Alphabet.GSM7,
              row[1]);
      assertFalse(data.truncated());
      assertEquals(row[1], data.text());
    }
    assertThrows(TpduException.class, () -> UserData.ofText(List.of(), Alphabet.GSM7, "Ángel"));
  }

  /// One septet behind a concatenation header.
  private static UserData part(int sequence, String septet) throws TpduException {
    String head = "050003AA02" + "%02X".formatted(sequence);
    byte[] packed = Septets.pack(Octets.ofHex(septet).toArray(), 7);
    byte[] header = Octets.ofHex(head).toArray();
    System.arraycopy(header, 0, packed, 0, header.length);
    byte[] octets = new byte[packed.length + 1];
    octets[0] = 8;
    System.arraycopy(packed, 0, octets, 1, packed.length);
    return UserData.read(new OctetReader(octets), DataCoding.GSM7, true);
  }
}
