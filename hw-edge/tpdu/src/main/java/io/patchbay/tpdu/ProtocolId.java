package io.patchbay.tpdu;

/// TP-PID in words – TS 23.040 §9.2.3.9.
final class ProtocolId {
  /// Acknowledged by the phone and shown to nobody.
  static final int SILENT = 0x40;

  private ProtocolId() {}

  static String words(int octet) {
    return switch (octet >> 6) {
      case 0 -> (octet & 0x20) == 0 ? direct(octet) : "telematic: " + device(octet & 0x1F);
      case 1 -> special(octet);
      case 2 -> "reserved";
      default -> "specific to the service centre";
    };
  }

  private static String direct(int octet) {
    return octet == 0 ? "short message" : "SME to SME protocol " + (octet & 0x1F);
  }

  private static String device(int type) {
    return switch (type) {
      case 0x00 -> "implicit";
      case 0x01 -> "telex";
      case 0x02 -> "group 3 telefax";
      case 0x03 -> "group 4 telefax";
      case 0x04 -> "voice telephone";
      case 0x05 -> "ERMES";
      case 0x06 -> "national paging system";
      case 0x07 -> "videotex";
      case 0x08 -> "teletex, carrier unspecified";
      case 0x09 -> "teletex in PSPDN";
      case 0x0A -> "teletex in CSPDN";
      case 0x0B -> "teletex in analogue PSTN";
      case 0x0C -> "teletex in digital ISDN";
      case 0x0D -> "UCI";
      case 0x10 -> "message handling facility";
      case 0x11 -> "X.400 message handling system";
      case 0x12 -> "Internet electronic mail";
      case 0x1F -> "mobile station";
      default -> type >= 0x18 ? "specific to the service centre" : "reserved";
    };
  }

  private static String special(int octet) {
    return switch (octet) {
      case SILENT -> "short message type 0 (silent)";
      case 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47 ->
          "replaces short message of type " + (octet & 7);
      case 0x48 -> "device triggering";
      case 0x5E -> "enhanced message service";
      case 0x5F -> "return call";
      case 0x7C -> "ANSI-136 R-DATA";
      case 0x7D -> "ME data download";
      case 0x7E -> "ME de-personalisation";
      case 0x7F -> "(U)SIM data download";
      default -> "reserved";
    };
  }
}
