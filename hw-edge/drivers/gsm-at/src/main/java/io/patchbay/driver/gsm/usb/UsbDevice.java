package io.patchbay.driver.gsm.usb;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/// A USB device with serial ports.
///
/// @param path where it is plugged in, e.g. `1-1.2`: hub by hub; the same after a restart
/// @param product `vendor:product`, e.g. `2c7c:0125`
/// @param generation changes each time it is plugged in or starts anew
/// @param ports names of serial ports by number of the interface
public record UsbDevice(
    String path, String product, String generation, Map<Integer, String> ports) {
  public UsbDevice {
    requireNonNull(path, "path");
    requireNonNull(product, "product");
    requireNonNull(generation, "generation");
    ports = java.util.Collections.unmodifiableMap(new TreeMap<>(ports));
  }
}
