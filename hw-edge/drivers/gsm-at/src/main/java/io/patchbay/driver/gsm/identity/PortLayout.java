package io.patchbay.driver.gsm.identity;

import java.util.Map;
import java.util.Optional;

/// Which interface of a USB modem takes AT commands, and which carries PCM: data by product.
///
/// @param command number of the interface
/// @param audio number of the interface, negative: none
public record PortLayout(int command, int audio) {
  /// From the rules of ModemManager, chan_dongle and chan_quectel.
  private static final Map<String, PortLayout> PRODUCTS =
      Map.ofEntries(
          Map.entry("2c7c:0121", new PortLayout(2, 1)), // Quectel EC21
          Map.entry("2c7c:0125", new PortLayout(2, 1)), // EC25, EG25
          Map.entry("2c7c:0191", new PortLayout(2, 1)), // EG91
          Map.entry("2c7c:0195", new PortLayout(2, 1)), // EG95
          Map.entry("2c7c:0306", new PortLayout(2, 1)), // EG06
          Map.entry("05c6:9215", new PortLayout(2, 1)), // EC20
          Map.entry("1e0e:9001", new PortLayout(2, 4)), // SIMCom SIM7600
          Map.entry("12d1:1001", new PortLayout(2, 1)), // Huawei E1550
          Map.entry("12d1:140c", new PortLayout(3, 2)),
          Map.entry("12d1:14ac", new PortLayout(4, 3)),
          Map.entry("12d1:1436", new PortLayout(4, 3)), // E173
          Map.entry("12d1:1506", new PortLayout(3, 2)));

  /// What is known of a product, as `vendor:product`.
  static Optional<PortLayout> of(String product) {
    return Optional.ofNullable(PRODUCTS.get(product));
  }
}
