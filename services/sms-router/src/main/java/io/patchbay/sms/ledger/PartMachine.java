package io.patchbay.sms.ledger;

import io.patchbay.sms.ledger.PartEvent.Asked;
import io.patchbay.sms.ledger.PartEvent.Delivered;
import io.patchbay.sms.ledger.PartEvent.GivenUp;
import io.patchbay.sms.ledger.PartEvent.Refused;
import io.patchbay.sms.ledger.PartEvent.StillTrying;
import io.patchbay.sms.ledger.PartEvent.Taken;
import io.patchbay.sms.ledger.PartEvent.Undeliverable;

/// The life of one outbound part: one row per state and event.
public final class PartMachine {
  private PartMachine() {}

  /// The state after an event; the same state when the event changes nothing there.
  public static PartState on(PartState state, PartEvent event) {
    return switch (state) {
      case WAITING -> waiting(event);
      case SENDING -> sending(event);
      case SENT -> sent(event);
      case DELIVERED -> PartState.DELIVERED;
      case FAILED -> failed(event);
    };
  }

  /// A report may be faster than the answer of the modem that sent the part.
  private static PartState waiting(PartEvent event) {
    return switch (event) {
      case Asked _ -> PartState.SENDING;
      case Taken _ -> PartState.SENT;
      case GivenUp _ -> PartState.FAILED;
      case Refused _, StillTrying _, Delivered _, Undeliverable _ -> PartState.WAITING;
    };
  }

  private static PartState sending(PartEvent event) {
    return switch (event) {
      case Asked _, StillTrying _ -> PartState.SENDING;
      case Taken _ -> PartState.SENT;
      case Refused _ -> PartState.WAITING;
      case GivenUp _, Undeliverable _ -> PartState.FAILED;
      case Delivered _ -> PartState.DELIVERED;
    };
  }

  /// What was sent is not sent again, whatever a worker that came late says.
  private static PartState sent(PartEvent event) {
    return switch (event) {
      case Delivered _ -> PartState.DELIVERED;
      case Undeliverable _ -> PartState.FAILED;
      case Asked _, Taken _, Refused _, GivenUp _, StillTrying _ -> PartState.SENT;
    };
  }

  /// Given up for want of an answer, and delivered after all.
  private static PartState failed(PartEvent event) {
    return switch (event) {
      case Delivered _ -> PartState.DELIVERED;
      case Asked _, Taken _, Refused _, GivenUp _, StillTrying _, Undeliverable _ ->
          PartState.FAILED;
    };
  }
}
