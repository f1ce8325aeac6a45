package io.patchbay.tpdu;

import java.util.OptionalInt;

/// TP-FCS, why a TPDU was not taken – TS 23.040 §9.2.3.22.
final class Failure {
  private static final int LOWEST = 0x80;

  private Failure() {}

  /// Reads it where it is: a report of success has TP-PI in its place, which is never that large.
  static OptionalInt read(OctetReader in) throws TpduException {
    return in.peek() >= LOWEST ? OptionalInt.of(in.octet("failure cause")) : OptionalInt.empty();
  }

  static String words(int cause) {
    return switch (cause) {
      case 0x80 -> "telematic interworking not supported";
      case 0x81 -> "short message type 0 not supported";
      case 0x82 -> "short message cannot be replaced";
      case 0x8F -> "unspecified protocol id error";
      case 0x90 -> "data coding scheme not supported";
      case 0x91 -> "message class not supported";
      case 0x9F -> "unspecified data coding error";
      case 0xA0 -> "command cannot be acted on";
      case 0xA1 -> "command not supported";
      case 0xAF -> "unspecified command error";
      case 0xB0 -> "TPDU not supported";
      case 0xC0 -> "service centre busy";
      case 0xC1 -> "no service centre subscription";
      case 0xC2 -> "service centre system failure";
      case 0xC3 -> "invalid SME address";
      case 0xC4 -> "destination SME barred";
      case 0xC5 -> "duplicate rejected";
      case 0xC6 -> "validity period format not supported";
      case 0xC7 -> "validity period not supported";
      case 0xD0 -> "SIM SMS storage full";
      case 0xD1 -> "no SMS storage capability in SIM";
      case 0xD2 -> "error in mobile station";
      case 0xD3 -> "memory capacity exceeded";
      case 0xD4 -> "SIM application toolkit busy";
      case 0xD5 -> "SIM data download error";
      case 0xFF -> "unspecified error";
      default -> cause >= 0xE0 ? "specific to an application" : "reserved";
    };
  }
}
