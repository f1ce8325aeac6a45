package io.patchbay.sms.control;

import io.patchbay.sms.route.Refusal;
import java.util.Optional;

/// What is asked of the sip-trunk replicas. Thread-safe; calls block.
public interface Trunks {
  /// Has a line send a part. A repeated command id gets the first result again and sends nothing.
  ///
  /// @param serviceCentre empty: the SIM's own
  /// @param tpdu SMS-SUBMIT
  SendResult sendSms(String line, String commandId, String serviceCentre, byte[] tpdu);

  /// Sends a SIP MESSAGE to an extension.
  ///
  /// @param messageId the same id is delivered once
  /// @param from user part of From
  SipResult sendMessage(String messageId, String extension, String from, String text);

  /// Tells an extension by NOTIFY what waits for it (RFC 3842).
  ///
  /// @param summary the body
  SipResult sendSummary(String messageId, String extension, String summary);

  /// What became of a part.
  sealed interface SendResult {
    /// The network took it.
    ///
    /// @param reference TP-MR
    record Taken(Optional<Integer> reference) implements SendResult {}

    /// It was certainly not sent.
    record Refused(Refusal refusal) implements SendResult {}

    /// Nobody knows.
    ///
    /// @param answered whether the edge itself said so, not a broken connection
    record Unknown(String reason, boolean answered) implements SendResult {}
  }

  /// The final answer to a MESSAGE.
  ///
  /// @param status SIP status; 0: no trunk answered
  record SipResult(int status, String reason) {}
}
