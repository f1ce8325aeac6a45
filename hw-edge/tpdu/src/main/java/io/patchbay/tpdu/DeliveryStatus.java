package io.patchbay.tpdu;

/// TP-ST in words – TS 23.040 §9.2.3.15.
public final class DeliveryStatus {
  private DeliveryStatus() {}

  /// What the status says; of a code not assigned, what its class says.
  public static String words(int status) {
    return switch (status) {
      case 0x00 -> "delivered";
      case 0x01 -> "forwarded, delivery not confirmed";
      case 0x02 -> "replaced by the service centre";
      case 0x20, 0x60 -> "congestion";
      case 0x21, 0x61 -> "recipient busy";
      case 0x22, 0x62 -> "no response from recipient";
      case 0x23, 0x63 -> "service rejected";
      case 0x24, 0x44, 0x64 -> "quality of service not available";
      case 0x25, 0x65 -> "error in recipient";
      case 0x40 -> "remote procedure error";
      case 0x41 -> "incompatible destination";
      case 0x42 -> "connection rejected by recipient";
      case 0x43 -> "not obtainable";
      case 0x45 -> "no interworking available";
      case 0x46 -> "validity period expired";
      case 0x47 -> "deleted by the sender";
      case 0x48 -> "deleted by the service centre";
      case 0x49 -> "message does not exist";
      default -> ofClass(status >> 5);
    };
  }

  private static String ofClass(int statusClass) {
    return switch (statusClass) {
      case 0 -> "delivered";
      case 1 -> "still trying";
      default -> "not delivered";
    };
  }
}
