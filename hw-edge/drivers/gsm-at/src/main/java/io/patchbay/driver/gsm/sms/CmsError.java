package io.patchbay.driver.gsm.sms;

import io.patchbay.line.LineEvent.Refusal;

/// What `+CMS ERROR` means for the commander – TS 27.005 §3.2.5, TS 24.011 annex E-2.
public final class CmsError {
  private CmsError() {}

  /// The refusal that fits an error code.
  ///
  /// @param code the error code, -1 for none
  public static Refusal refusal(int code) {
    return switch (code) {
      // unassigned number, barred, call barred, transfer rejected, unidentified or unknown
      // subscriber,
      // facility rejected or not subscribed or not implemented, semantic and protocol errors
      case 1, 8, 10, 21, 28, 29, 30, 50, 69, 81, 95, 96, 97, 98, 99, 111 -> Refusal.REJECTED;
      // invalid PDU or text mode parameter
      case 304, 305 -> Refusal.INVALID;
      // network timeout: it may have been sent
      case 332 -> Refusal.TIMED_OUT;
      default -> Refusal.UNAVAILABLE;
    };
  }
}
