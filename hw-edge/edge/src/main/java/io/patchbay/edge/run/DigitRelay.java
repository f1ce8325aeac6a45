package io.patchbay.edge.run;

import io.patchbay.line.LineCommand;
import io.patchbay.line.LineKind;
import io.patchbay.media.session.DtmfRelay;
import io.patchbay.proto.edge.v1.TakeDigit;
import java.time.Duration;

/// Takes DTMF across a call, each digit once (RFC 4733 ⇄ AT+VTS / +QTONEDET ⇄ in band).
///
/// Without a SIM line the media engine relays by itself while the digit lasts. A modem sends and
/// reports digits beside its audio: then the engine keeps them out of the audio and they go on
/// here.
final class DigitRelay {
  private static final Duration TONE = Duration.ofMillis(100);

  /// Opening of the loop that exchanges take as a flash: more than 80 ms, less than 500.
  private static final Duration FLASH = Duration.ofMillis(250);

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
    if (!call.joined().contains(from.id())) {
      return;
    }
    if (digit == '!') {
      flash(call, from);
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

  /// A peer's flash is for the exchange that the call goes over.
  private static void flash(Call call, Leg from) {
    if (from instanceof Leg.OfRtp rtp && rtp.port().flash()) {
      for (String id : call.joined()) {
        if (call.legs().get(id) instanceof Leg.OfLine line) {
          flash(line);
        }
      }
    }
  }

  /// A digit that came by SIP INFO.
  static void take(Leg leg, TakeDigit take) {
    if (!(leg instanceof Leg.OfRtp rtp) || take.getDigit().length() != 1) {
      throw new IllegalArgumentException(
          "digit '" + take.getDigit() + "' of leg " + leg.id() + " is none of an RTP leg");
    }
    var tone = Duration.ofMillis(take.getToneMs() == 0 ? 100 : take.getToneMs());
    rtp.port().termination().take(take.getDigit().charAt(0), tone);
  }

  /// Flashes an exchange's line; other lines do nothing.
  static void flash(Leg.OfLine leg) {
    if (leg.line().kind() == LineKind.FXO) {
      leg.line().submit(new LineCommand.Flash(0, FLASH), _ -> {});
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
