package io.patchbay.sms.api;

import io.patchbay.contract.Fault;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.sms.route.ServiceCentre;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.Alphabets;
import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.TextOptions;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.Validity;
import java.time.Duration;
import java.util.Optional;

/// How a client wants its message sent, checked.
///
/// @param validity empty: as the rules or the settings say
/// @param serviceCentre empty: the SIM's own
/// @param replyPath TP-RP
/// @param protocolId TP-PID
record Options(
    TextOptions text,
    Optional<Duration> validity,
    String serviceCentre,
    boolean replyPath,
    int protocolId) {
  private static final long LONGEST_MINUTES = new Validity.Relative(255).period().toMinutes();

  /// @param alphabets for a request that names none
  /// @throws Fault INVALID, names the field and its value
  static Options of(SendMessageRequest request, Alphabets alphabets) {
    TextOptions text = TextOptions.PLAIN.with(alphabets(request, alphabets));
    return new Options(
        request.hasMessageClass()
            ? text.withMessageClass(upTo(3, "message_class", request.getMessageClass()))
            : text,
        validity(request.getValidityMinutes()),
        serviceCentre(request.getServiceCentre()),
        request.getReplyPath(),
        upTo(255, "protocol_id", request.getProtocolId()));
  }

  private static Alphabets alphabets(SendMessageRequest request, Alphabets preset) {
    return switch (request.getAlphabets()) {
      case ALPHABET_CHOICE_UNSPECIFIED -> preset;
      case ALPHABET_CHOICE_EVERY_PHONE -> Alphabets.EVERY_PHONE;
      case ALPHABET_CHOICE_CHEAPEST -> Alphabets.CHEAPEST;
      case UNRECOGNIZED ->
          throw new Fault(
              Fault.Kind.INVALID, "alphabets: no such value: " + request.getAlphabetsValue());
    };
  }

  /// @param value unsigned
  private static int upTo(int most, String field, int value) {
    if (value < 0 || value > most) {
      throw new Fault(
          Fault.Kind.INVALID,
          field + ": 0 to " + most + " expected, not " + Integer.toUnsignedString(value));
    }
    return value;
  }

  private static Optional<Duration> validity(int minutes) {
    if (minutes < 0 || minutes > LONGEST_MINUTES) {
      throw new Fault(
          Fault.Kind.INVALID,
          "validity_minutes: 1 to "
              + LONGEST_MINUTES
              + " (63 weeks) expected, not "
              + Integer.toUnsignedString(minutes));
    }
    return minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
  }

  private static String serviceCentre(String written) {
    try {
      return ServiceCentre.of(written);
    } catch (IllegalArgumentException e) {
      throw new Fault(Fault.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  Tpdu.Submit submit(Address destination, boolean report, Validity period, SmsText.Part part) {
    return new Tpdu.Submit(
        false, report, replyPath, 0, destination, protocolId, part.coding(), period, part.data());
  }
}
