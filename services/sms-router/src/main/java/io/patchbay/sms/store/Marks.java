package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.Waiting;
import io.patchbay.proto.sms.v1.WaitingKind;
import io.patchbay.sms.concat.Incoming;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import java.util.HexFormat;
import java.util.OptionalInt;

/// What the PDUs of an inbound message say besides its text: class, what waits, service centre, and
/// whether they could be read. They are kept, so nothing of this has to be stored.
final class Marks {
  private Marks() {}

  /// Sets the fields that follow from the PDUs.
  static Message.Builder of(Message.Builder message) {
    message.clearMessageClass().clearWaiting().clearUnparsed().clearServiceCentre();
    message.getPdusList().forEach(hex -> part(message, HexFormat.of().parseHex(hex)));
    return message;
  }

  private static void part(Message.Builder message, byte[] octets) {
    if (!Incoming.read(message.getLine(), octets).defect().isEmpty()) {
      message.setUnparsed(true);
    }
    try {
      SmsPdu pdu = SmsPdu.parse(octets);
      if (message.getServiceCentre().isEmpty()) {
        message.setServiceCentre(pdu.smsc().value());
      }
      if (Tpdu.decode(pdu.tpdu().toArray()) instanceof Tpdu.Deliver deliver) {
        deliver(message, deliver);
      }
    } catch (TpduException | IllegalArgumentException _) {
      // said by the defect
    }
  }

  private static void deliver(Message.Builder message, Tpdu.Deliver deliver) {
    OptionalInt messageClass = deliver.coding().messageClass();
    if (messageClass.isPresent() && !message.hasMessageClass()) {
      message.setMessageClass(messageClass.getAsInt());
    }
    for (io.patchbay.tpdu.Waiting each : deliver.waiting()) {
      Waiting waiting = waiting(each);
      if (!message.getWaitingList().contains(waiting)) {
        message.addWaiting(waiting);
      }
    }
  }

  private static Waiting waiting(io.patchbay.tpdu.Waiting told) {
    Waiting.Builder waiting =
        Waiting.newBuilder().setKind(kind(told.kind())).setActive(told.active());
    told.count().ifPresent(waiting::setCount);
    return waiting.build();
  }

  private static WaitingKind kind(io.patchbay.tpdu.Waiting.Kind kind) {
    return switch (kind) {
      case VOICE -> WaitingKind.WAITING_KIND_VOICE;
      case FAX -> WaitingKind.WAITING_KIND_FAX;
      case EMAIL -> WaitingKind.WAITING_KIND_EMAIL;
      case OTHER -> WaitingKind.WAITING_KIND_OTHER;
      case VIDEO -> WaitingKind.WAITING_KIND_VIDEO;
    };
  }
}
