package io.patchbay.simulator.modem;

import io.patchbay.simulator.sms.SmsException;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.Validity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Text mode – TS 27.005 §3.
final class SmsText {
  private static final List<String> STATUS =
      List.of("REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL");

  private final Supplier<AtSettings> settings;

  SmsText(Supplier<AtSettings> settings) {
    this.settings = settings;
  }

  /// <stat> of AT+CMGL in either mode, 4 = all; empty when it is none.
  Optional<Integer> wantedStatus(AtCommand command) {
    if (!settings.get().textMode) {
      return command.within(0, 0, 0, 4) ? Optional.of(command.number(0, 0)) : Optional.empty();
    }
    String word = command.text(0).toUpperCase(Locale.ROOT);
    int index = word.isEmpty() ? 0 : STATUS.indexOf(word);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  String header(SmsMemory.Stored stored) {
    String from = deliver(stored).map(deliver -> deliver.originator().value()).orElse("");
    return "\"" + STATUS.get(stored.status()) + "\",\"" + settings.get().coded(from) + "\",,";
  }

  String body(SmsMemory.Stored stored) {
    return settings.get().coded(deliver(stored).map(deliver -> deliver.data().text()).orElse(""));
  }

  private static Optional<Tpdu.Deliver> deliver(SmsMemory.Stored stored) {
    try {
      Tpdu tpdu = Tpdu.decode(SmsPdu.parse(stored.pdu()).tpdu().toArray());
      return tpdu instanceof Tpdu.Deliver deliver ? Optional.of(deliver) : Optional.empty();
    } catch (TpduException e) {
      return Optional.empty();
    }
  }

  byte[] encode(String to, String typed) throws TpduException, SmsException {
    List<io.patchbay.tpdu.SmsText.Part> parts =
        io.patchbay.tpdu.SmsText.split(settings.get().decoded(typed), 0);
    if (parts.size() > 1) {
      throw new SmsException("text mode sends one part only");
    }
    return Tpdu.Submit.of(
            Address.of(to), false, Validity.Relative.of(Duration.ofDays(1)), parts.get(0))
        .encode();
  }
}
