package io.patchbay.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TpduTest {
  @Test
  void aSubmitIsCodedAsTheManualHasIt() throws TpduException {
    SmsText.Part part = SmsText.split("hellohello", 1).getFirst();
    Tpdu.Submit submit =
        Tpdu.Submit.of(
            Address.of("+8613800000001"), true, Validity.Relative.of(Duration.ofDays(3)), part);
    assertEquals(
        "31000D91683108000000F10000A90AE8329BFD4697D9EC37", Octets.of(submit.encode()).hex());
    assertEquals(submit, Tpdu.decode(submit.encode()));
  }

  @Test
  void namesWithEitherNumberingPlanAreAlphanumeric() throws TpduException {
    for (String type : new String[] {"D0", "D1"}) {
      Tpdu.Deliver message =
          (Tpdu.Deliver)
              Tpdu.decode(
                  Octets.ofHex("040D" + type + "F334FC1CA6970100008080312170224008D4F29CDE0EA7D9")
                      .toArray());
      assertEquals("sipgate", message.originator().value());
      assertEquals("Testmail", message.data().text());
    }
  }

  @Test
  void aLengthBeyondTheDataKeepsWhatCame() throws TpduException {
    Tpdu.Deliver message =
        (Tpdu.Deliver)
            Tpdu.decode(
                Octets.ofHex("040B918100551512F2000011101021436500A0E8329BFD4697D9EC37").toArray());
    assertTrue(message.data().truncated());
    assertEquals("hellohello", message.data().text());
  }

  @Test
  void anOriginatorOfNoDigitsAndOneOfTwentyAreRead() throws TpduException {
    Tpdu.Deliver none =
        (Tpdu.Deliver) Tpdu.decode(Octets.ofHex("040081000011101021436500" + "00").toArray());
    assertEquals("", none.originator().value());
    Tpdu.Deliver twenty =
        (Tpdu.Deliver)
            Tpdu.decode(Octets.ofHex("041491214365870921436587090000111010214365000141").toArray());
    assertEquals("+12345678901234567890", twenty.originator().value());
    assertEquals("A", twenty.data().text());
  }

  @Test
  void theSignOfTheTimeZoneIsBitThreeOfItsFirstDigit() {
    for (String zone : new String[] {"-05:00", "+05:45", "-09:30", "+00:00", "+14:00"}) {
      OffsetDateTime time = OffsetDateTime.parse("2026-11-21T02:03:04" + zone);
      assertEquals(Optional.of(time), SmscTime.of(time).time());
    }
    assertEquals(
        "11208211050" + "50A",
        SmscTime.of(OffsetDateTime.parse("2011-02-28T11:50:50-05:00")).octets().hex());
  }

  @Test
  void aTimeThatDoesNotExistIsKeptButEmpty() throws TpduException {
    assertEquals(Optional.empty(), new SmscTime(Octets.ofHex("FFFFFFFFFFFFFF")).time());
    assertEquals(Optional.empty(), new SmscTime(Octets.ofHex("11200311050500")).time());
  }

  @Test
  void everyCodingGroupHasItsAlphabet() {
    Object[][] rows = {
      {0x00, Alphabet.GSM7}, {0x04, Alphabet.DATA}, {0x08, Alphabet.UCS2}, {0x0C, Alphabet.GSM7},
      {0x10, Alphabet.GSM7}, {0x19, Alphabet.UCS2}, {0x20, Alphabet.DATA}, {0x48, Alphabet.UCS2},
      {0x80, Alphabet.GSM7}, {0xC8, Alphabet.GSM7}, {0xD0, Alphabet.GSM7}, {0xE0, Alphabet.UCS2},
      {0xF1, Alphabet.GSM7}, {0xF5, Alphabet.DATA}, {0xFB, Alphabet.GSM7},
    };
    for (Object[] row : rows) {
      assertEquals(row[1], new DataCoding((Integer) row[0]).alphabet(), () -> "DCS " + row[0]);
    }
  }

  @Test
  void relativePeriodsFollowTheirTable() {
    assertEquals(Duration.ofMinutes(5), new Validity.Relative(0).period());
    assertEquals(Duration.ofHours(12), new Validity.Relative(143).period());
    assertEquals(Duration.ofMinutes(750), new Validity.Relative(144).period());
    assertEquals(Duration.ofHours(24), new Validity.Relative(167).period());
    assertEquals(Duration.ofDays(2), new Validity.Relative(168).period());
    assertEquals(Duration.ofDays(35), new Validity.Relative(197).period());
    assertEquals(Duration.ofDays(30), new Validity.Relative(196).period());
    assertEquals(Duration.ofDays(441), new Validity.Relative(255).period());
    assertEquals(255, Validity.Relative.of(Duration.ofDays(5000)).value());
    assertEquals(new Validity.Relative(167), Validity.Relative.of(Duration.ofDays(1)));
  }

  @Test
  void brokenOctetsAreNamed() {
    assertEquals(
        "service centre time wants 7 octets, only 2 are left",
        assertThrows(
                TpduException.class,
                () -> Tpdu.decode(Octets.ofHex("040B918100551512F200001110").toArray()))
            .getMessage());
    assertThrows(TpduException.class, () -> Tpdu.decode(new byte[0]));
    assertThrows(TpduException.class, () -> SmsPdu.parseHex("07911"));
    assertThrows(TpduException.class, () -> SmsPdu.parseHex("FF00"));
    assertThrows(TpduException.class, () -> Address.of("+1234567890123456789012"));
    assertThrows(TpduException.class, () -> Address.of("name too long for this"));
    assertThrows(
        TpduException.class, () -> UserData.ofData(java.util.List.of(), Octets.of(new byte[141])));
  }

  @Test
  void aReportSaysWhatBecameOfTheMessage() throws TpduException {
    SmscTime time = SmscTime.of(OffsetDateTime.parse("2026-11-21T02:03:04+08:00"));
    Tpdu.StatusReport report =
        new Tpdu.StatusReport(false, 42, Address.of("+8613800000001"), time, time, 0x46);
    assertEquals(report, Tpdu.decode(report.encode()));
    assertEquals(Tpdu.Delivery.FAILED, report.delivery());
  }
}
