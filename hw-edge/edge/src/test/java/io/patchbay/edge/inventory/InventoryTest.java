package io.patchbay.edge.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryTest {
  private static final Map<String, String> FIRST =
      Map.of("imei", "490154203237518", "iccid", "8986000000000000001", "imsi", "460000000000001");
  private static final Map<String, String> OTHER_MODEM =
      Map.of("imei", "861125030000015", "iccid", "8986000000000000001");
  private static final Map<String, String> OTHER_CARD =
      Map.of("imei", "490154203237518", "iccid", "8986000000000000002");

  @TempDir Path directory;

  private Inventory open() {
    return Inventory.open(directory.resolve("inventory.tsv"), Runnable::run);
  }

  @Test
  void anotherModemIsAnAlarmAlsoAfterARestartUntilTheOldOneIsBack() {
    open().look("gsm-1", FIRST, false, false);
    var inventory = open();
    inventory.look("gsm-1", Map.of(), false, false);
    assertEquals(Map.of(), inventory.alarms("gsm-1"), "not known yet");
    inventory.look("gsm-1", OTHER_MODEM, false, false);
    assertEquals(
        Map.of("imei", "another modem with IMEI 861125030000015, it was 490154203237518"),
        inventory.alarms("gsm-1"));
    assertEquals(Map.of(), inventory.alarms("gsm-2"));
    inventory.look("gsm-1", FIRST, false, false);
    assertEquals(Map.of(), inventory.alarms("gsm-1"));
  }

  @Test
  void anotherCardIsAnAlarmUntilSomebodyPutsTheLineIntoMaintenance() {
    var inventory = open();
    inventory.look("gsm-1", FIRST, false, false);
    inventory.look("gsm-1", OTHER_CARD, false, false);
    assertEquals(
        "another SIM card with ICCID 8986000000000000002, it was 8986000000000000001",
        inventory.alarms("gsm-1").get("sim"));
    inventory.look("gsm-1", OTHER_CARD, true, false);
    assertEquals(Map.of(), inventory.alarms("gsm-1"));
    var again = open();
    again.look("gsm-1", OTHER_CARD, false, false);
    assertEquals(Map.of(), again.alarms("gsm-1"));
  }

  @Test
  void aLineThatFollowsItsCardHasWhateverModemTheCardIsIn() {
    var inventory = open();
    inventory.look("gsm-1", FIRST, false, true);
    inventory.look("gsm-1", OTHER_MODEM, false, true);
    assertEquals(Map.of(), inventory.alarms("gsm-1"));
    inventory.look("gsm-1", OTHER_CARD, false, true);
    assertEquals("sim", String.join(",", inventory.alarms("gsm-1").keySet()));
  }

  @Test
  void aBrokenFileAndBrokenIdentitiesDoNoHarm() throws IOException {
    Files.writeString(directory.resolve("inventory.tsv"), "gsm-1\n\t\t\n\0\0\0\ngsm-2\ta\tb\tc\n");
    var inventory = open();
    inventory.look("gsm-1", Map.of("imei", "4901\t54203237518\nx"), false, false);
    inventory.look("gsm-1", FIRST, false, false);
    assertEquals(Map.of(), inventory.alarms("gsm-1"));
  }
}
