package io.patchbay.driver.gsm.identity;

import java.util.HashMap;
import java.util.Map;

/// Which line has which port: no two have the same. Thread-safe; one for all lines of the driver.
public final class PortClaims {
  private final Map<String, String> holders = new HashMap<>();

  /// Nobody has any.
  public PortClaims() {}

  /// Takes a port.
  ///
  /// @param port its real path, links followed
  /// @return who has it, if that is another
  public synchronized String claim(String port, String line) {
    String holder = holders.putIfAbsent(port, line);
    return holder == null ? "" : holder;
  }

  /// Gives it back.
  public synchronized void release(String port, String line) {
    holders.remove(port, line);
  }

  /// Whether anybody else has it.
  public synchronized boolean taken(String port, String line) {
    return !holders.getOrDefault(port, line).equals(line);
  }
}
