package io.patchbay.simulator.modem;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.Network;
import io.patchbay.simulator.network.NetworkTimings;
import io.patchbay.simulator.network.Party;
import io.patchbay.simulator.network.SimCard;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sms.SmsRecipient;
import io.patchbay.simulator.sms.Smsc;
import io.patchbay.simulator.time.Timeline;
import io.patchbay.simulator.ussd.UssdService;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A modem of some family with a SIM card: AT and PCM octets in and out, the network behind it.
///
/// On the world's thread. [#powerOn] starts it; [#tick] moves its audio, after [Network#tick].
public final class Modem {
  private static final int NOISE_OCTETS = 400;
  private static final int NOISE_EVERY_TICKS = 5;
  private static final int STRAY_EVERY_TICKS = 75;
  private static final int STORM_LINES = 40;
  private static final Duration AWAY = Duration.ofMillis(1500);

  private final ModemSettings modem;
  private final Timeline timeline;
  private final Journal journal;
  private final RandomGenerator random;
  private final ModemOutput out;
  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final Serial serial;
  private final Radio radio;
  private final SpeechPort speech;
  private final VoiceCalls calls;
  private final SmsReceiver receiver;
  private final String homeNumber;
  private AtSettings settings = new AtSettings();
  private Timeline.@Nullable Alarm boot;
  private long ticks;

  /// What a modem is connected to.
  public record Surroundings(
      Timeline timeline,
      NetworkTimings timings,
      Network network,
      Smsc smsc,
      UssdService ussd,
      Journal journal,
      RandomGenerator random) {}

  public Modem(ModemSettings modem, SimCard card, Surroundings world, ModemOutput out) {
    this.modem = requireNonNull(modem, "modem");
    this.timeline = world.timeline();
    this.journal = world.journal();
    this.random = world.random();
    this.out = requireNonNull(out, "out");
    this.homeNumber = card.msisdn();
    Interpreter interpreter = new Interpreter();
    serial = new Serial(timeline, random, modem, this::settings, interpreter, faults, out);
    radio = new Radio(modem, card, timeline, journal, this::settings, serial, this::lostNetwork);
    speech = new SpeechPort(timeline, random, modem.mostAudioJitter(), faults, out);
    calls =
        new VoiceCalls(
            modem,
            timeline,
            world.network(),
            journal,
            this::settings,
            this::msisdn,
            serial,
            speech);
    receiver =
        new SmsReceiver(
            modem,
            timeline,
            journal,
            this::settings,
            radio::registered,
            this::msisdn,
            serial,
            world.smsc());
    new BasicCommands(
            this::settings,
            modem,
            radio,
            this::factorySettings,
            () -> !faults.contains(Fault.NO_NUMBER))
        .register(interpreter);
    new NetworkCommands(
            this::settings, radio, timeline, faults, this::rebootSoon, this::powerDownSoon)
        .register(interpreter);
    new CallCommands(modem.dialect(), this::settings, radio, calls).register(interpreter);
    new SettingCommands(modem.dialect(), this::settings, speech).register(interpreter);
    new SmsCommands(
            this::settings,
            radio,
            receiver,
            world.smsc(),
            this::msisdn,
            pdu -> journal.note(name(), WorldEvent.Kind.SMS_SENT, pdu))
        .register(interpreter);
    new UssdCommands(
            modem,
            this::settings,
            radio,
            timeline,
            world.timings().ussd(),
            world.ussd(),
            journal,
            this::msisdn,
            serial)
        .register(interpreter);
    new ForwardCommands(
            modem, radio, world.timings().ussd(), world.network().forwards(), journal, this::msisdn)
        .register(interpreter);
    new FamilyCommands(
            modem.dialect(), this::settings, radio, calls, speech, faults, this::rebootSoon)
        .register(interpreter);
    new CellCommands(modem.dialect(), this::settings, radio).register(interpreter);
    interpreter.keep(this::offered);
  }

  private boolean offered(String command) {
    return modem.dialect().has(command)
        && (!command.equals("+QHUP") || modem.dialect().hangsUpWithCause());
  }

  private AtSettings settings() {
    return settings;
  }

  private String msisdn() {
    return homeNumber;
  }

  private void factorySettings() {
    settings = new AtSettings();
    speech.open(false);
    speech.toNetwork(1);
    speech.fromNetwork(1);
  }

  public String name() {
    return modem.name();
  }

  /// The family that it is of.
  public String family() {
    return modem.dialect().family();
  }

  /// The subscription's number, card in or out.
  public String number() {
    return homeNumber;
  }

  /// This modem's card as a party of the network; absent while it is not registered.
  public Party party() {
    return calls;
  }

  /// Whether the network can reach it.
  public boolean registered() {
    return radio.registered();
  }

  /// Where the network delivers messages.
  public SmsRecipient messages() {
    return receiver;
  }

  /// `registered`, `searching`, … and the faults in force.
  public String state() {
    return radio.word();
  }

  public Set<Fault> faults() {
    return Set.copyOf(faults);
  }

  /// Octets from the host on the AT port.
  public void commandInput(byte[] octets, int length) {
    serial.input(octets, length);
  }

  /// Octets from the host on the PCM port.
  public void audioInput(byte[] octets, int length) {
    speech.input(octets, length);
  }

  /// Boots; `RDY` and the other start messages come when done.
  public void powerOn() {
    powerOff();
    boot =
        timeline.after(
            modem.boot(),
            () -> {
              boot = null;
              factorySettings();
              faults.removeIf(Fault::endsWithReset);
              serial.power(true);
              modem.dialect().boot().forEach(this::started);
              radio.power(true);
            });
  }

  private void started(String line) {
    boolean aboutSim = line.startsWith("+CPIN") || line.startsWith("+QUSIM");
    if (!aboutSim) {
      serial.unsolicited(line);
    } else if (!radio.pinState().isEmpty()) {
      serial.unsolicited(line.replace("READY", radio.pinState()));
    }
  }

  /// Goes dead at once.
  public void powerOff() {
    if (boot != null) {
      boot.cancel();
      boot = null;
    }
    serial.power(false);
    speech.open(false);
    calls.vanish();
    radio.power(false);
  }

  private void rebootSoon() {
    timeline.after(modem.mostLatency().multipliedBy(4), this::powerOn);
  }

  private void powerDownSoon() {
    timeline.after(
        modem.mostLatency().multipliedBy(4),
        () -> {
          serial.unsolicited("POWERED DOWN");
          powerOff();
        });
  }

  /// Without network there are no calls.
  private void lostNetwork() {
    for (ModemCall call : java.util.List.copyOf(calls.calls())) {
      calls.release(call, io.patchbay.line.Cause.NETWORK_OUT_OF_ORDER);
      serial.unsolicited("NO CARRIER");
    }
  }

  /// Breaks the modem, or mends it.
  public void fault(Fault fault) {
    journal.note(modem.name(), WorldEvent.Kind.FAULT, fault.word());
    switch (fault) {
      case NO_ANSWER, GARBLED, FLOOD, SLOW, AUDIO_STALL -> faults.add(fault);
      case LATE, ECHO, URCS_INSIDE, SPLIT_LINES, MERGED_LINES, LINE_ENDS -> faults.add(fault);
      case STRAY_ERRORS, NO_PROMPT, TWO_RESULTS, AUDIO_WORN, CCWA_LOCKS -> faults.add(fault);
      case NUMERIC -> settings.verbose = false;
      case SIGNAL_LOST -> {
        faults.add(fault);
        radio.coverage(false);
      }
      case SIM_PULLED -> {
        faults.add(fault);
        radio.pullCard();
      }
      case SIM_INSERTED -> {
        faults.remove(Fault.SIM_PULLED);
        radio.insertCard();
      }
      case PORT_GONE -> {
        if (faults.add(fault)) {
          powerOff();
          out.gone(true);
        }
      }
      case PORT_BACK -> {
        if (faults.remove(Fault.PORT_GONE)) {
          out.gone(false);
          powerOn();
        }
      }
      case AUDIO_DEAD, HUNG, URC_STORM, NO_NUMBER, SLOW_NETWORK, NO_ABORT -> faults.add(fault);
      case NO_NUMERIC_OPERATOR, UNQUOTED_OPERATOR -> faults.add(fault);
      case ABROAD -> {
        faults.add(fault);
        radio.abroad(true);
      }
      case CFUN_STUCK -> {
        faults.add(fault);
        radio.stick();
      }
      case PIN_LOCKED -> {
        radio.lockCard("1234");
        powerOn();
      }
      case DENIED -> {
        faults.add(fault);
        radio.deny(true);
      }
      case PORT_RENUMBERED -> renumber();
      case POWER_CYCLE -> {
        faults.remove(Fault.HUNG);
        renumber();
      }
      case REBOOT -> powerOn();
      case CLEAR -> clear();
    }
  }

  /// What a module's own restart does to its USB device, too.
  private void renumber() {
    if (!faults.contains(Fault.PORT_GONE)) {
      powerOff();
      out.gone(true);
      timeline.after(
          AWAY,
          () -> {
            if (!faults.contains(Fault.PORT_GONE)) {
              out.gone(false);
              powerOn();
            }
          });
    }
  }

  private void clear() {
    boolean wasGone = faults.contains(Fault.PORT_GONE);
    faults.clear();
    radio.coverage(true);
    radio.loosen();
    radio.deny(false);
    radio.abroad(false);
    radio.insertCard();
    if (wasGone) {
      out.gone(false);
      powerOn();
    }
  }

  /// Sends 20 ms of audio to the host, and noise when flooding.
  public void tick() {
    speech.tick();
    ticks++;
    if (faults.contains(Fault.STRAY_ERRORS) && ticks % STRAY_EVERY_TICKS == 0) {
      serial.unsolicited("+CME ERROR: 100");
    }
    if (faults.contains(Fault.URC_STORM)) {
      for (int i = 0; i < STORM_LINES; i++) {
        serial.unsolicited(
            i % 2 == 0 ? "+CIEV: 2,4" : "+QIND: \"csq\"," + random.nextInt(32) + ",99");
      }
    }
    if (faults.contains(Fault.FLOOD) && ticks % NOISE_EVERY_TICKS == 0) {
      byte[] noise = new byte[NOISE_OCTETS];
      random.nextBytes(noise);
      boolean endless = ticks % (NOISE_EVERY_TICKS * 20) != 0;
      if (endless) {
        for (int i = 0; i < noise.length; i++) {
          noise[i] = (byte) (' ' + (noise[i] & 0x3F));
        }
      }
      serial.noise(noise);
    }
  }
}
