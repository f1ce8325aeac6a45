package io.patchbay.sms.concat;

import io.patchbay.tpdu.Alphabet;
import io.patchbay.tpdu.Command;
import io.patchbay.tpdu.Concatenation;
import io.patchbay.tpdu.DeliverReport;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.SubmitReport;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.UserData;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// A PDU that came in on a line, read as far as it can be.
public sealed interface Incoming {
  /// Why it could not be read, or not all of it; empty: it could.
  String defect();

  /// A message that stands alone.
  ///
  /// @param defect what is wrong with its text; empty: nothing
  record Whole(String originator, Optional<Instant> sentAt, String text, String defect)
      implements Incoming {}

  /// A part of a longer one.
  ///
  /// @param sequence 1 to the total of the key
  record Part(ConcatKey key, int sequence, Optional<Instant> sentAt, UserData data)
      implements Incoming {
    @Override
    public String defect() {
      return Incoming.defect(data);
    }
  }

  /// Octets that are no SMS-DELIVER.
  record Unreadable(String defect) implements Incoming {}

  /// Reads SMSC octets and TPDU.
  static Incoming read(String line, byte[] pdu) {
    try {
      return switch (Tpdu.decode(SmsPdu.parse(pdu).tpdu().toArray())) {
        case Tpdu.Deliver deliver -> of(line, deliver);
        case Tpdu.Submit _ -> notDeliver("SMS-SUBMIT");
        case Tpdu.StatusReport _ -> notDeliver("SMS-STATUS-REPORT");
        case SubmitReport _ -> notDeliver("SMS-SUBMIT-REPORT");
        case DeliverReport _ -> notDeliver("SMS-DELIVER-REPORT");
        case Command _ -> notDeliver("SMS-COMMAND");
      };
    } catch (TpduException | IllegalArgumentException e) {
      return new Unreadable("not decodable: " + e.getMessage());
    }
  }

  private static Incoming notDeliver(String type) {
    return new Unreadable("an " + type + ", not an SMS-DELIVER");
  }

  private static Incoming of(String line, Tpdu.Deliver deliver) {
    String originator = Texts.storable(deliver.originator().value());
    Optional<Instant> sentAt = deliver.time().time().map(OffsetDateTime::toInstant);
    UserData data = deliver.data();
    Optional<Concatenation> place = data.concatenation().filter(part -> part.total() > 1);
    if (place.isPresent()) {
      Concatenation part = place.get();
      ConcatKey key = new ConcatKey(line, originator, part.bits(), part.reference(), part.total());
      return new Part(key, part.sequence(), sentAt, data);
    }
    return new Whole(originator, sentAt, Texts.of(data), defect(data));
  }

  private static String defect(UserData data) {
    if (!data.defect().isEmpty()) {
      return data.defect();
    }
    return data.alphabet() == Alphabet.DATA
        ? "no text but " + data.data().length() + " octets of data"
        : "";
  }
}
