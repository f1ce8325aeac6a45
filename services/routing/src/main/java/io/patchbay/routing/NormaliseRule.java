package io.patchbay.routing;

import io.patchbay.routing.PhonePlans.Dialled;
import io.patchbay.routing.number.Numbering;
import java.util.Optional;

/// Finds the public numbers in question and where the dial plan sends the call. Refuses nothing:
/// that is for the steps behind it.
public final class NormaliseRule implements RoutingRule {
  @Override
  public String name() {
    return "normalise";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    String rewritten = SecondStages.rewritten(inquiry);
    if (!rewritten.equals(inquiry.called())) {
      Inquiry known = known(inquiry.calling(rewritten));
      return Verdict.changed(known, inquiry.called() + " was entered and is " + rewritten);
    }
    Inquiry known = known(inquiry);
    String e164 = known.e164().called();
    return e164.isEmpty() || e164.equals(inquiry.called())
        ? Verdict.changed(known)
        : Verdict.changed(known, inquiry.called() + " is " + e164);
  }

  /// With the public numbers, and where the call goes.
  static Inquiry known(Inquiry inquiry) {
    ExchangeLines exchange = inquiry.plan().exchange();
    Caller caller = inquiry.caller();
    Optional<Resolution> exchanged = exchange.dials(caller, inquiry.called());
    if (exchanged.isPresent()) {
      return numbers(inquiry).withResolution(exchanged.get());
    }
    return switch (inquiry.plan().phonePlans().dialled(caller, inquiry.called())) {
      case Dialled.Goes(Resolution resolution) -> numbers(inquiry).withResolution(resolution);
      case Dialled.Other(String number) -> {
        Inquiry known = numbers(inquiry.calling(number));
        Resolution resolution = inquiry.plan().resolve(known);
        yield known.withResolution(exchange.withLifeline(caller, inquiry.called(), resolution));
      }
    };
  }

  private static Inquiry numbers(Inquiry inquiry) {
    Numbering numbering = inquiry.plan().numberings().of(inquiry.caller());
    Inquiry.E164 e164 =
        new Inquiry.E164(
            numbering.e164(inquiry.called()).orElse(""),
            numbering.e164(inquiry.request().getCallingNumber()).orElse(""));
    return inquiry.withE164(e164);
  }
}
