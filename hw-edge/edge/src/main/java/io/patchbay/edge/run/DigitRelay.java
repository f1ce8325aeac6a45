package io.patchbay.edge.run;

import io.patchbay.line.LineKind;
import io.patchbay.media.session.DtmfRelay;
import java.time.Duration;

/// Takes DTMF across a call, each digit once (RFC 4733 ⇄ AT+VTS / +QTONEDET ⇄ in band).
///
/// Without a SIM line the media engine relays by itself while the digit lasts. A modem sends and
/// reports digits beside its audio: then the engine keeps them out of the audio and they go on
/// here.
final class DigitRelay {
  private static final Duration TONE = Duration.ofMillis(100);
  private static final Duration GAP = Duration.ofMillis(80);

  /// Sets what each joined leg does with its digits.
  void arrange(Call call) {
    boolean sim =
        call.joined().stream().map(call.legs()::get).anyMatch(leg -> leg != null && leg.onSim());
    for (Leg leg : call.legs().values()) {
      boolean engine = !sim && call.joined().contains(leg.id());
      var relay = engine ? DtmfRelay.TELEPHONE_EVENT : DtmfRelay.EVENT_ONLY;
      switch (leg) {
        case Leg.OfLine line -> line.line().media().relay(relay);
        case Leg.OfRtp rtp -> rtp.port().relay(relay);
      }
    }
  }

  /// A joined leg's digit: to the others, when the engine does not do it.
  void digit(Call call, Leg from, char digit) {
    if (!call.joined().contains(from.id()) || digit == '!') {
      return;
    }
    boolean sim =
        call.joined().stream().map(call.legs()::get).anyMatch(leg -> leg != null && leg.onSim());
    if (!sim) {
      return;
    }
    for (String id : call.joined()) {
      var leg = call.legs().get(id);
      if (leg != null && leg != from) {
        send(leg, digit);
      }
    }
  }

  private static void send(Leg leg, char digit) {
    if (leg instanceof Leg.OfLine line && line.line().kind() == LineKind.SIM) {
      line.line().sendDigits(String.valueOf(digit), TONE, _ -> {});
    } else {
      leg.termination().sendDtmf(String.valueOf(digit), TONE, GAP);
    }
  }
}
