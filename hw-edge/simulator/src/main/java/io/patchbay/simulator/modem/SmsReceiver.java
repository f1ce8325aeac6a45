package io.patchbay.simulator.modem;

import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sms.SmsRecipient;
import io.patchbay.simulator.sms.Smsc;
import io.patchbay.simulator.time.Timeline;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.Octets;
import io.patchbay.tpdu.SmsPdu;
import io.patchbay.tpdu.TpduException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Messages on their way into the modem: stored (+CMTI) or handed over (+CMT, +CDS) as AT+CNMI
/// says.
final class SmsReceiver implements SmsRecipient {
  private static final Duration ACKNOWLEDGE = Duration.ofSeconds(15);

  private final ModemSettings modem;
  private final Timeline timeline;
  private final Journal journal;
  private final Supplier<AtSettings> settings;
  private final Supplier<Boolean> registered;
  private final Supplier<String> msisdn;
  private final Serial serial;
  private final Smsc smsc;
  private final SmsMemory sm;
  private final SmsMemory me;
  private byte @Nullable [] unacknowledged;
  private Timeline.@Nullable Alarm acknowledgeBy;

  SmsReceiver(
      ModemSettings modem,
      Timeline timeline,
      Journal journal,
      Supplier<AtSettings> settings,
      Supplier<Boolean> registered,
      Supplier<String> msisdn,
      Serial serial,
      Smsc smsc) {
    this.modem = modem;
    this.timeline = timeline;
    this.journal = journal;
    this.settings = settings;
    this.registered = registered;
    this.msisdn = msisdn;
    this.serial = serial;
    this.smsc = smsc;
    this.sm = new SmsMemory("SM", modem.smCapacity());
    this.me = new SmsMemory("ME", modem.meCapacity());
  }

  /// The store of this name; `MT` is ME.
  SmsMemory memory(String name) {
    return name.equals("SM") ? sm : me;
  }

  @Override
  public boolean take(byte[] tpdu) {
    if (!registered.get()) {
      return false;
    }
    boolean report = (tpdu[0] & 3) == 2;
    int mode = settings.get().cnmi[report ? 3 : 1];
    boolean direct = report ? mode == 1 : mode == 2;
    if (direct) {
      return handOver(tpdu, report);
    }
    if (report && mode == 0) {
      return true;
    }
    SmsMemory memory = memory(settings.get().receiveMemory);
    Optional<Integer> index = memory.add(withServiceCentre(tpdu), report);
    if (index.isEmpty()) {
      return false;
    }
    note(report, memory.name() + ":" + index.get());
    if (mode != 0) {
      serial.unsolicited(
          (report ? "+CDSI: \"" : "+CMTI: \"") + memory.name() + "\"," + index.get());
    }
    if (memory.full() && settings.get().indicates("smsfull")) {
      serial.unsolicited("+QIND: \"smsfull\",\"" + memory.name() + "\"");
    }
    return true;
  }

  private boolean handOver(byte[] tpdu, boolean report) {
    boolean acknowledges = settings.get().phase2Plus;
    if (acknowledges && unacknowledged != null) {
      return false;
    }
    note(report, "direct");
    String hex = HexFormat.of().withUpperCase().formatHex(withServiceCentre(tpdu));
    serial.unsolicited((report ? "+CDS: " : "+CMT: ,") + tpdu.length + "\r\n" + hex);
    if (acknowledges) {
      unacknowledged = tpdu.clone();
      acknowledgeBy = timeline.after(ACKNOWLEDGE, this::notAcknowledged);
    }
    return true;
  }

  private void note(boolean report, String where) {
    journal.note(
        modem.name(), report ? WorldEvent.Kind.SMS_REPORT : WorldEvent.Kind.SMS_RECEIVED, where);
  }

  /// AT+CNMA. False: nothing waits for it.
  boolean acknowledge() {
    boolean waited = unacknowledged != null;
    unacknowledged = null;
    if (acknowledgeBy != null) {
      acknowledgeBy.cancel();
      acknowledgeBy = null;
    }
    return waited;
  }

  /// TS 27.005 §3.4.1: without an acknowledgement in time, direct hand-over stops and the network
  /// tries again.
  private void notAcknowledged() {
    byte[] lost = unacknowledged;
    unacknowledged = null;
    acknowledgeBy = null;
    settings.get().cnmi[1] = 0;
    settings.get().cnmi[3] = 0;
    if (lost != null) {
      smsc.redeliver(msisdn.get(), lost);
    }
  }

  private static byte[] withServiceCentre(byte[] tpdu) {
    try {
      return new SmsPdu(Address.of(Smsc.ADDRESS), Octets.of(tpdu)).encode();
    } catch (TpduException e) {
      throw new IllegalStateException("the service centre's address cannot be coded", e);
    }
  }
}
