package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.PinSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/// PINs that callers enter (document Pin). Pure.
public final class Pins {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{4,8}");

  private Pins() {}

  /// Can it be a PIN? The limit of the adapter (H-161) is eight digits, ours four at least.
  public static boolean wellFormed(String pin) {
    return DIGITS.matcher(pin).matches();
  }

  /// Is it what was entered? Takes the same time whatever the answer, about a tenth of a second.
  public static boolean matches(PinSpec spec, String entered) {
    return spec.getPinHash().isEmpty()
        ? !spec.getPin().isEmpty()
            && MessageDigest.isEqual(
                spec.getPin().getBytes(StandardCharsets.UTF_8),
                entered.getBytes(StandardCharsets.UTF_8))
        : PasswordHash.verify(entered, spec.getPinHash());
  }
}
