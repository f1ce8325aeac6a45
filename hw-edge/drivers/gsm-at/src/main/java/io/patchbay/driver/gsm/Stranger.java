package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.identity.Binding;
import io.patchbay.line.LineStatus;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Notices that the modem on the port is not the line's own, or has lost the card that makes it so.
/// The runner's own.
final class Stranger {
  private static final long CARDLESS = Duration.ofSeconds(10).toNanos();

  private final Binding binding;
  private final LongSupplier nanoTime;
  private boolean cardless;
  private long since;

  Stranger(Binding binding, LongSupplier nanoTime) {
    this.binding = binding;
    this.nanoTime = nanoTime;
  }

  /// Why the port is to be let go; empty: it is not.
  String look(LineStatus status) {
    String imei = status.identity().getOrDefault("imei", "");
    String iccid = status.identity().getOrDefault("iccid", "");
    if (!binding.allows(imei, iccid)) {
      return binding.words() + " is not on this port: IMEI " + imei + ", SIM card " + iccid;
    }
    boolean missing = binding instanceof Binding.ByIccid && status.reason().startsWith("no SIM");
    if (missing && !cardless) {
      since = nanoTime.getAsLong();
    }
    cardless = missing;
    return missing && nanoTime.getAsLong() - since >= CARDLESS
        ? binding.words() + ": the card is not in it any more"
        : "";
  }
}
