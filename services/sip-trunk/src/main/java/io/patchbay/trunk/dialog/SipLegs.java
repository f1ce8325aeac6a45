package io.patchbay.trunk.dialog;

/// Hands what a SIP peer did to the machine of its leg.
final class SipLegs {
  private SipLegs() {}

  static void on(Turn turn, CallEvent.OfSip event) {
    Leg leg = turn.call().leg(event.leg()).orElse(null);
    if (leg == null || !(leg.channel() instanceof SipChannel)) {
      turn.emit(new Action.Unexpected(event.leg(), "no such leg", event));
      return;
    }
    switch (event) {
      case CallEvent.Provisional provisional -> UacLeg.provisional(turn, leg, provisional);
      case CallEvent.Success success -> {
        if (leg.sip().uas()) {
          SipSession.success(turn, leg, success);
        } else {
          UacLeg.success(turn, leg, success);
        }
      }
      case CallEvent.Failure failure -> {
        if (leg.sip().uas()) {
          SipSession.failure(turn, leg, failure);
        } else {
          UacLeg.failure(turn, leg, failure);
        }
      }
      case CallEvent.Responded responded -> {
        if (responded.method().equals("UPDATE")) {
          SessionTimers.updated(turn, leg, responded);
        }
      }
      case CallEvent.AckArrived ack -> UasLeg.acknowledged(turn, leg, ack);
      case CallEvent.AckMissing _ -> UasLeg.unacknowledged(turn, leg);
      case CallEvent.CancelArrived cancel -> UasLeg.cancelled(turn, leg, cancel);
      case CallEvent.ByeArrived bye -> SipSession.bye(turn, leg, bye);
      case CallEvent.ReinviteArrived reinvite -> SipSession.reinvite(turn, leg, reinvite);
      case CallEvent.UpdateArrived update -> SipSession.update(turn, leg, update);
      case CallEvent.ReferArrived refer -> Transfers.refer(turn, leg, refer);
      case CallEvent.Replacing replacing -> Takeover.replaced(turn, leg, replacing);
      case CallEvent.PrackArrived prack -> UasLeg.prack(turn, leg, prack);
      case CallEvent.InfoArrived info -> SipSession.info(turn, leg, info);
    }
  }
}
