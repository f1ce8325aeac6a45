package io.patchbay.driver.gsm.sms;

import io.patchbay.driver.gsm.at.AtFields;
import java.util.ArrayList;
import java.util.List;

/// Chooses AT+CPMS and AT+CNMI from what the modem says it can: ask first, then set.
public final class SmsSetup {
  private static final List<String> WANTED = List.of("SM", "ME");

  private SmsSetup() {}

  /// The stores that messages can be read from, of SM and ME.
  ///
  /// @param test the reply of AT+CPMS=?, e.g. `+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")`
  public static List<String> stores(String test) {
    List<String> offered = AtFields.of(test).choices(0);
    List<String> stores = WANTED.stream().filter(offered::contains).toList();
    return stores.isEmpty() ? List.of("SM") : stores;
  }

  /// AT+CPMS with the store for new messages: the first readable one that may receive.
  public static String cpms(String test) {
    AtFields fields = AtFields.of(test);
    List<String> stores = stores(test);
    String receive =
        stores.stream().filter(fields.choices(2)::contains).findFirst().orElse(stores.getFirst());
    String send = fields.choices(1).contains(receive) ? receive : stores.getFirst();
    return "AT+CPMS=\"%s\",\"%s\",\"%s\"".formatted(receive, send, receive);
  }

  /// AT+CNMI: messages stored and announced (+CMTI), reports handed over (+CDS), else announced
  /// (+CDSI).
  ///
  /// @param test the reply of AT+CNMI=?, e.g. `+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)`
  public static String cnmi(String test) {
    AtFields fields = AtFields.of(test);
    List<String> values = new ArrayList<>();
    int[][] preferred = {{2, 1, 3}, {1}, {0}, {1, 2, 0}, {0, 1}};
    for (int i = 0; i < preferred.length && (i < fields.size() || test.isEmpty()); i++) {
      List<String> offered = fields.choices(i);
      String chosen = Integer.toString(preferred[i][0]);
      for (int j = preferred[i].length - 1; j >= 0; j--) {
        if (offered.contains(Integer.toString(preferred[i][j]))) {
          chosen = Integer.toString(preferred[i][j]);
        }
      }
      values.add(chosen);
    }
    return "AT+CNMI=" + String.join(",", values);
  }
}
