package io.patchbay.simulator.sms;

/// Something that takes short messages: a SIM card's modem, a subscriber's telephone. On the
/// world's thread.
public interface SmsRecipient {
  /// Takes an SMS-DELIVER or SMS-STATUS-REPORT.
  ///
  /// @param tpdu octets without the service centre address
  /// @return false: not now (switched off, memory full); the service centre tries again
  boolean take(byte[] tpdu);
}
