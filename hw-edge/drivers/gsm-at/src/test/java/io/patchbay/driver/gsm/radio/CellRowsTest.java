package io.patchbay.driver.gsm.radio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CellRowsTest {
  private static String words(String... lines) {
    return CellRows.parse(List.of(lines)).stream()
        .map(CellRowsTest::words)
        .collect(Collectors.joining("; "));
  }

  private static String words(Cell cell) {
    return String.join(
            " ",
            cell.serving() ? "on" : "",
            cell.technology(),
            String.valueOf(cell.channel()),
            cell.code() < 0 ? "-" : String.valueOf(cell.code()),
            String.valueOf(cell.levelDbm()),
            cell.band(),
            cell.area(),
            cell.id())
        .strip()
        .replaceAll(" +", " ");
  }

  @Test
  void quectelOnLteWithNeighboursOfThreeTechnologies() {
    assertEquals(
        "on LTE 6300 188 -104 20 603 7676A09; LTE 1501 - 0; UMTS 3062 16 0; GSM 17 - 0",
        words(
            "+QENG: \"servingcell\",\"NOCONN\",\"LTE\",\"FDD\",214,01,7676A09,188,6300,20,3,3,603,-104,-9,-78,11,23",
            "+QENG: \"neighbourcell intra\",\"LTE\",6300,188,-12,-105,-75,-20,23,4,12,10,62",
            "+QENG: \"neighbourcell inter\",\"LTE\",1501,-,-,-,-,-,-,0,10,7",
            "+QENG: \"neighbourcell\",\"WCDMA\",3062,3,16,2,-,-,-,-",
            "+QENG: \"neighbourcell\",\"GSM\",17,0,4,6"));
  }

  @Test
  void quectelWhileSearchingHearsNothing() {
    assertEquals("", words("+QENG: \"servingcell\",\"SEARCH\""));
  }

  @Test
  void m35TellsOneServingRowAndItsNeighbours() {
    assertEquals(
        "on GSM 21 36 -77 1878 151b; GSM 25 40 -80",
        words(
            "+QENG: 1,1",
            "+QENG: 0,460,00,1878,151b,21,36,-77,127,127,5,5,x,x,x,x,x,x,x,x",
            "+QENG: 1,1,25,-80,40,38,38,460,00,1878,151c"));
  }

  @Test
  void sim7600TellsTheServingCellWithItsLevelInTenths() {
    assertEquals(
        "on LTE 39275 453 -112 EUTRAN-BAND40 21F9 4EC52",
        words(
            "+CPSI: LTE,Online,404-45,0x21F9,322642,453,EUTRAN-BAND40,39275,4,4,-168,-1126,-773,7"));
    assertEquals(
        "on GSM 81 - -64 EGSM 900 1816 F9A1",
        words("+CPSI: GSM,Online,460-00,0x1816,63905,81 EGSM 900,-64,0,31-31"));
  }

  @Test
  void sim800TellsLevelsAsRxlev() {
    assertEquals(
        "on GSM 62 12 -72 1a2b 01C3; GSM 17 13 -80 1a2b 01C4",
        words(
            "+CENG: 1,1",
            "+CENG: 0,\"0062,38,00,460,00,12,01C3,05,05,1a2b,255\"",
            "+CENG: 1,\"0017,30,13,01C4,460,00,1a2b\""));
  }

  @Test
  void huaweiTellsByTechnology() {
    assertEquals(
        "on UMTS 10713 118 -75 1A2B 1C3D; UMTS 10663 20 -90",
        words(
            "^MONSC: WCDMA,460,01,10713,118,1C3D,1A2B,-75,-70,-5,6,65535",
            "^MONNC: WCDMA,10663,20,-90,-9"));
  }

  @Test
  void sevenAreShownAndTheStrongestFirst() {
    List<Cell> cells =
        CellRows.parse(
            java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> "^MONNC: WCDMA,%d,20,%d,-9".formatted(10_600 + i, -110 + i))
                .toList());
    assertEquals(7, cells.size());
    assertEquals(10_611, cells.getFirst().channel());
  }

  @Test
  void whateverAModemSaysIsReadOrLeftOut() {
    SplittableRandom random = new SplittableRandom(42);
    List<String> heads = List.of("+QENG: ", "+CPSI: ", "+CENG: ", "^MONSC: ", "^MONNC: ", "");
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(60)];
      for (int k = 0; k < octets.length; k++) {
        octets[k] =
            (byte) "\",-0123456789ABLTEGSMWCDMA servingcell\u00FF".charAt(random.nextInt(37));
      }
      String line =
          heads.get(random.nextInt(heads.size())) + new String(octets, StandardCharsets.ISO_8859_1);
      assertTrue(CellRows.parse(List.of(line)).size() <= 1, line);
    }
  }
}
