package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchbay.driver.gsm.radio.CellSettings.Mode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RadioSettingsTest {
  @Test
  void nothingIsTouchedUnlessASettingSaysSo() {
    RadioSettings none = RadioSettings.parse(Map.of());
    assertEquals("keep", none.operator());
    assertEquals(Mode.KEEP, none.cells().mode());
    assertEquals(true, none.technology().isEmpty() && none.gprs().isEmpty());
  }

  @Test
  void rotationOfThreeStationsAtRandomBetweenThirtyAndFiftyMinutes() {
    var cells =
        RadioSettings.parse(
                Map.of(
                    "cell", "rotate",
                    "cell-reason", "interference on 1300",
                    "cell-stations", "3",
                    "cell-interval", "30-50",
                    "cell-after-failures", "4",
                    "cell-denied", "45, 62"))
            .cells();
    assertEquals(3, cells.most());
    assertEquals(Duration.ofMinutes(30), cells.shortest());
    assertEquals(Duration.ofMinutes(50), cells.longest());
    assertEquals(4, cells.afterFailures());
    assertEquals(Set.of(45, 62), cells.denied());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          operator=cmcc                             | operator: 'cmcc' is none of
          operator=4600                             | operator: '4600'
          technology=5g                             | technology: '5g'
          gprs=yes                                  | gprs: 'yes'
          band=a b                                  | band: 'a b'
          cell=best                                 | cell: 'best'
          cell=1300                                 | cell-reason: missing
          cell=999999;cell-reason=x                 | cell: '999999'
          cell=rotate;cell-reason=x                 | cell: rotate needs
          cell-interval=30                          | [cell-interval]: only with cell: rotate
          cell=rotate;cell-reason=x;cell-interval=1 | cell-interval: '1'
          cell=rotate;cell-reason=x;cell-interval=50-30 | cell-interval: '50-30'
          cell=rotate;cell-reason=x;cell-after-calls=0  | cell-after-calls: '0'
          cell=rotate;cell-reason=x;cell-interval=30;cell-stations=8 | cell-stations: '8'
          cell=rotate;cell-reason=x;cell-interval=30;cell-denied=x   | cell-denied: 'x'
          """)
  void aWrongSettingIsNamedWithItsValue(String text, String message) {
    Map<String, String> settings = new HashMap<>();
    for (String pair : text.split(";", -1)) {
      settings.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    var wrong = assertThrows(IllegalArgumentException.class, () -> RadioSettings.parse(settings));
    assertEquals(true, String.valueOf(wrong.getMessage()).contains(message), wrong.getMessage());
  }
}
