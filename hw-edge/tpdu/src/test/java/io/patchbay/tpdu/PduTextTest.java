package io.patchbay.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.tpdu.Tpdu.Direction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./patchbay pdu` prints.
final class PduTextTest {
  private static final String SENDER = "0B918100551512F2";
  private static final String TIME = "11101021436500";

  private static Map<?, ?> good(String pdu) {
    PduText.Line line = PduText.line(pdu, PduText.Options.DEFAULT);
    assertTrue(line.decoded(), line::json);
    return Json.object(line.json());
  }

  private static Map<?, ?> good(String pdu, Direction direction) {
    PduText.Line line = PduText.line(pdu, new PduText.Options(Optional.of(direction), true));
    assertTrue(line.decoded(), line::json);
    return Json.object(line.json());
  }

  private static Map<?, ?> wrong(String pdu) {
    PduText.Line line = PduText.line(pdu, PduText.Options.DEFAULT);
    assertFalse(line.decoded(), line::json);
    return Json.object(line.json());
  }

  private static Map<?, ?> deliver(String pidAndCoding, String data) {
    return good("0004" + SENDER + pidAndCoding + TIME + data);
  }

  private static Map<?, ?> withHeader(String pidAndCoding, String data) {
    return good("0044" + SENDER + pidAndCoding + TIME + data);
  }

  private static void assertFields(Map<String, ?> expected, Map<?, ?> decoded) {
    expected.forEach((field, value) -> assertEquals(value, decoded.get(field), field));
  }

  @Test
  void flagsAreSaidAsTheyAreSent() {
    Map<?, ?> none = good("0000" + SENDER + "0000" + TIME + "00");
    Map<?, ?> all = good("00AC" + SENDER + "0000" + TIME + "00");
    for (String flag : List.of("mms", "lp", "sri", "rp")) {
      assertEquals(false, none.get(flag), flag);
      assertEquals(true, all.get(flag), flag);
    }
    assertFields(
        Map.of("rd", true, "srr", true, "rp", true, "mr", 255), good("00A5FF04812143000000"));
  }

  @ParameterizedTest
  @CsvSource({"D0", "D1", "D5", "50"})
  void aSenderWithANameIsReadWhateverItsNumberingPlan(String type) {
    Map<?, ?> message = good("00040D" + type + "F334FC1CA697010000" + TIME + "00");
    assertEquals("sipgate", message.get("oa"));
    assertEquals(Integer.parseInt(type, 16), message.get("oa_type"));
  }

  @Test
  void flashSilentAndReturnCallMessagesAreNamed() {
    assertEquals(true, deliver("0010", "0141").get("flash"));
    assertEquals(0, deliver("00F0", "0141").get("class"));
    assertEquals(true, deliver("0018", "024F60").get("flash"));
    assertEquals(3, deliver("00F3", "0141").get("class"));
    assertEquals("short message type 0 (silent)", deliver("4000", "00").get("pid_meaning"));
    assertEquals("replaces short message of type 7", deliver("4700", "00").get("pid_meaning"));
    assertEquals("return call", deliver("5F00", "00").get("pid_meaning"));
    assertEquals("telematic: Internet electronic mail", deliver("3200", "00").get("pid_meaning"));
    assertEquals(true, deliver("0044", "0141").get("auto_delete"));
  }

  @ParameterizedTest
  @CsvSource({
    "C8, voice, true, false",
    "C1, fax, false, false",
    "DA, email, true, true",
    "D3, other, false, true",
    "E8, voice, true, true",
  })
  void waitingMessagesAreToldByTheCoding(
      String coding, String kind, boolean active, boolean store) {
    assertEquals(
        List.of(Map.of("kind", kind, "active", active, "store", store)),
        deliver("00" + coding, "00").get("waiting"));
  }

  @Test
  void waitingMessagesAreToldByTheHeaderWithTheirCount() {
    assertEquals(
        List.of(
            Map.of("kind", "voice", "active", true, "store", true, "count", 3),
            Map.of("kind", "fax", "active", false, "store", false, "count", 0)),
        withHeader("0000", "0A080102800301020100").get("waiting"));
  }

  @Test
  void portsOfEitherSizeAreRead() {
    assertEquals(
        Map.of("destination", 2948, "source", 9200, "bits", 16),
        withHeader("0004", "0B0605040B8423F001020304").get("ports"));
    Map<?, ?> narrow = withHeader("0004", "080404028405010203");
    assertEquals(Map.of("destination", 132, "source", 5, "bits", 8), narrow.get("ports"));
    assertEquals("010203", narrow.get("data"));
  }

  @Test
  void validityIsReadInEachFormat() {
    assertEquals("PT1H", good("0011000481214300000B00").get("vp_period"));
    Map<?, ?> absolute = good("0019000481214300006211120203042300");
    assertEquals(3, absolute.get("vpf"));
    assertEquals("2026-11-21T20:30:40+08:00", absolute.get("vp"));
    assertFields(
        Map.of("vpf", 1, "vp", "43100000000000", "vp_period", "PT1H", "vp_single_shot", true),
        good("0009000481214300004310000000000000"));
    assertEquals("PT1M30S", good("000900048121430000025A000000000000").get("vp_period"));
    assertEquals("PT5M", good("0009000481214300000100000000000000").get("vp_period"));
  }

  @Test
  void aLanguageInFrontOfTheTextIsNamedAndStays() {
    Map<?, ?> message = deliver("0010", "05E472232C06");
    assertEquals("de", message.get("language"));
    assertEquals("de\rab", message.get("text"));
  }

  @Test
  void nationalTablesAreNamedAndUsed() throws TpduException {
    SmsText.Part part =
        SmsText.split("ğ".repeat(155), 1, TextOptions.PLAIN.with(Alphabets.CHEAPEST)).getFirst();
    Tpdu.Submit submit = Tpdu.Submit.of(Address.of("1234"), false, Validity.none(), part);
    Map<?, ?> message = good("00" + Octets.of(submit.encode()).hex());
    assertEquals("turkish", message.get("locking_shift"));
    assertEquals("ğ".repeat(155), message.get("text"));
    assertEquals(List.of("25:01"), message.get("udh"));
  }

  @Test
  void whatCannotBeReadIsKeptAndSaid() {
    Map<?, ?> compressed = deliver("0020", "0401020304");
    assertEquals("compressed as of TS 23.042", compressed.get("unparsed"));
    assertEquals("01020304", compressed.get("data"));
    Map<?, ?> header = withHeader("0000", "03FF0102");
    assertEquals("a header of 255 octets in user data of 3", header.get("unparsed"));
    assertEquals("ff0102", header.get("data"));
    Map<?, ?> element = withHeader("0008", "06030009014F60");
    assertEquals("header element 00 of 9 octets where 1 are left", element.get("unparsed"));
    assertEquals("你", element.get("text"));
    Map<?, ?> odd = deliver("0008", "034F6059");
    assertEquals("an odd number of octets of UCS-2 text", odd.get("unparsed"));
    assertEquals("你", odd.get("text"));
    Map<?, ?> announced = withHeader("0000", "00");
    assertEquals("a header is announced, but there is no user data", announced.get("unparsed"));
    Map<?, ?> cut = deliver("0000", "A0E8329BFD4697D9EC37");
    assertEquals(true, cut.get("truncated"));
    assertEquals("cut short: 9 octets came, its length says 160 septets", cut.get("unparsed"));
    Map<?, ?> time = good("0004" + SENDER + "0000" + "FFFFFFFFFFFFFF" + "00");
    assertEquals("ffffffffffffff", time.get("scts_octets"));
  }

  @Test
  void halfASurrogatePairStaysValidJson() {
    assertTrue(
        PduText.line("0004" + SENDER + "0008" + TIME + "02D83D", PduText.Options.DEFAULT)
            .json()
            .contains("\\ud83d"));
    assertEquals("😀", deliver("0008", "04D83DDE00").get("text"));
  }

  @Test
  void reportsAndCommandsAreToldByTheirOctets() {
    assertEquals("DELIVER-REPORT", good("000000").get("type"));
    Map<?, ?> refused = good("0000D300");
    assertEquals("memory capacity exceeded", refused.get("fcs_meaning"));
    Map<?, ?> answered = good("0000070011" + "0141", Direction.FROM_PHONE);
    assertEquals("A", answered.get("text"));
    Map<?, ?> taken = good("000100" + TIME);
    assertEquals("SUBMIT-REPORT", taken.get("type"));
    assertEquals("2011-01-01T12:34:56+00:00", taken.get("scts"));
    Map<?, ?> barred = good("0001C400" + TIME);
    assertEquals("destination SME barred", barred.get("fcs_meaning"));
    Map<?, ?> command = good("00220100020504812143" + "00");
    assertEquals("COMMAND", command.get("type"));
    assertEquals("delete the message", command.get("ct_meaning"));
    assertEquals("1234", command.get("da"));
  }

  @Test
  void aStatusReportMayEndWithATextOfItsOwn() {
    Map<?, ?> report = good("002607" + "04812143" + TIME + TIME + "46" + "07" + "0000" + "0141");
    assertEquals("validity period expired", report.get("st_meaning"));
    assertEquals(7, report.get("pi"));
    assertEquals("A", report.get("text"));
    assertEquals(true, report.get("srq"));
  }

  @Test
  void errorsNameWhatIsMissingAndWhere() {
    Map<?, ?> cut = wrong("07912143658709F1040B918100551512F200001110");
    assertEquals("service centre time wants 7 octets, only 2 are left", cut.get("error"));
    assertEquals(19, cut.get("offset"));
    assertEquals("+12345678901", cut.get("smsc"));
    assertEquals("'g' at place 3 is no hexadecimal digit", wrong("00g0").get("error"));
    assertEquals("3 hexadecimal digits: half an octet at the end", wrong("000").get("error"));
    assertEquals("1026 hexadecimal digits, 1024 at most", wrong("00".repeat(513)).get("error"));
    assertEquals("service centre address of 255 octets, 12 at most", wrong("FF").get("error"));
    assertEquals("service centre address length is missing: only 0 octets", wrong("").get("error"));
  }

  @Test
  void anAddressOfTheServiceCentreTooMuchOrTooLittleIsHintedAt() {
    String tpdu = "04" + SENDER + "0000" + TIME + "0AE8329BFD4697D9EC37";
    assertTrue(PduText.line(tpdu, PduText.Options.DEFAULT).json().contains("address: --no-smsc"));
    PduText.Options bare = new PduText.Options(Optional.empty(), false);
    assertEquals("hellohello", Json.object(PduText.line(tpdu, bare).json()).get("text"));
    assertTrue(PduText.line("07912143658709F1" + tpdu, bare).json().contains("without --no-smsc"));
  }

  @Test
  void blanksAndLowerCaseDoNotMatter() {
    assertEquals("A", good(" 00 04 0b918100551512f2 0000 11101021436500 01 41 ").get("text"));
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43, 44})
  void anyOctetsGiveOneLineOfJson(long seed) throws TpduException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] message =
        Octets.ofHex(
                "07912143658709F1440B918100551512F200081110102143650"
                    + "00C0500030702014F6059"
                    + "7D00")
            .toArray();
    int decoded = 0;
    for (int step = 0; step < 5000; step++) {
      byte[] octets = random.nextBoolean() ? new byte[random.nextInt(300)] : message.clone();
      if (octets.length == message.length) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      } else {
        random.nextBytes(octets);
      }
      String hex = Octets.of(octets).hex();
      for (Optional<Direction> direction :
          List.of(
              Optional.<Direction>empty(),
              Optional.of(Direction.TO_PHONE),
              Optional.of(Direction.FROM_PHONE))) {
        PduText.Line line = PduText.line(hex, new PduText.Options(direction, random.nextBoolean()));
        Map<?, ?> json = Json.object(line.json());
        assertEquals(hex, json.get("pdu"), () -> "seed " + seed);
        assertEquals(line.decoded(), json.get("type") != null && json.get("error") == null);
        assertFalse(line.json().contains("\n"));
        decoded += line.decoded() ? 1 : 0;
      }
    }
    assertTrue(decoded > 1000, "hardly anything was decoded: " + decoded);
  }
}
