package io.patchbay.trunk.dialog;

import java.util.Set;

/// Where digits of a call go besides the media, by the accounts of its legs.
///
/// @param info legs that get digits by SIP INFO
/// @param flash legs that get a hook flash
public record DigitPaths(Set<String> info, Set<String> flash) {
  /// Nothing beside the media.
  public static final DigitPaths NONE = new DigitPaths(Set.of(), Set.of());

  public DigitPaths {
    info = Set.copyOf(info);
    flash = Set.copyOf(flash);
  }
}
