package io.patchbay.simulator.world;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.analogue.AnalogueDevice;
import io.patchbay.simulator.analogue.ExchangeLine;
import io.patchbay.simulator.analogue.Phone;
import io.patchbay.simulator.modem.Modem;
import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.Network;
import io.patchbay.simulator.network.Party;
import io.patchbay.simulator.network.PhoneNumber;
import io.patchbay.simulator.network.SimCard;
import io.patchbay.simulator.network.Studio;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.sms.SmsRecipient;
import io.patchbay.simulator.sms.Smsc;
import io.patchbay.simulator.sms.SubscriberPhone;
import io.patchbay.simulator.time.Timeline;
import io.patchbay.simulator.ussd.UssdService;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The outside world: networks, people, telephones and modems. All of it on the timeline's one
/// thread.
///
/// [#tick] every 20 ms moves all speech.
public final class World {
  /// The length of one tick.
  public static final Duration TICK = Duration.ofMillis(20);

  private final Timeline timeline;
  private final Studio studio;
  private final Journal journal;
  private final Network network;
  private final Smsc smsc;
  private final Directory directory;
  private final Map<String, Modem> modems = new LinkedHashMap<>();
  private final Map<String, Modem> modemsByNumber = new LinkedHashMap<>();
  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final Map<String, ExchangeLine> exchangeLines = new LinkedHashMap<>();
  private final Map<String, SmsRecipient> subscriberPhones = new LinkedHashMap<>();

  public World(
      WorldSettings settings,
      Timeline timeline,
      RandomGenerator random,
      Studio studio,
      Ports ports) {
    this.timeline = requireNonNull(timeline, "timeline");
    this.studio = requireNonNull(studio, "studio");
    journal = new Journal(timeline);
    network = new Network(timeline, settings.timings(), journal, this::party);
    smsc = new Smsc(timeline, settings.timings(), this::recipient);
    directory = new Directory(number -> new Subscriber(number, network, timeline, journal, studio));
    Modem.Surroundings surroundings =
        new Modem.Surroundings(
            timeline, settings.timings(), network, smsc, new UssdService(), journal, random);
    for (int line = 1; line <= settings.simLines(); line++) {
      var modem = settings.modems().apply(line);
      add(new Modem(modem, SimCard.ofLine(line), surroundings, ports.modem(modem.name())));
    }
    for (int line = 1; line <= settings.phones(); line++) {
      String name = "fxs-" + line;
      phones.put(name, new Phone(name, timeline, journal, studio, ports.analogue(name)));
    }
    for (int line = 1; line <= settings.exchangeLines(); line++) {
      String name = "fxo-" + line;
      String number = Integer.toString(55_000 + line);
      exchangeLines.put(
          name,
          new ExchangeLine(name, number, true, timeline, network, journal, ports.analogue(name)));
    }
  }

  private void add(Modem modem) {
    modems.put(modem.name(), modem);
    modemsByNumber.put(modem.number(), modem);
  }

  /// Switches the modems on.
  public void powerOn() {
    modems.values().forEach(Modem::powerOn);
  }

  private Optional<Party> party(String number) {
    Modem modem = modemsByNumber.get(number);
    if (modem != null) {
      return Optional.of(modem.registered() ? modem.party() : new AbsentParty(number));
    }
    for (ExchangeLine line : exchangeLines.values()) {
      if (line.number().equals(number)) {
        return Optional.of(line);
      }
    }
    return directory.find(number).map(subscriber -> subscriber);
  }

  private Optional<SmsRecipient> recipient(String number) {
    Modem modem = modemsByNumber.get(number);
    if (modem != null) {
      return Optional.of(modem.messages());
    }
    return directory
        .find(number)
        .map(subscriber ->
            subscriberPhones.computeIfAbsent(
                number, _ -> new SubscriberPhone(subscriber, journal)));
  }

  public Timeline timeline() {
    return timeline;
  }

  public Studio studio() {
    return studio;
  }

  public Journal journal() {
    return journal;
  }

  public Network network() {
    return network;
  }

  public Smsc smsc() {
    return smsc;
  }

  /// The subscriber of this number, who exists from now on; any spelling.
  ///
  /// @throws IllegalArgumentException it is no number, or the number of a line
  public Subscriber subscriber(String number) {
    String normal = PhoneNumber.normal(number);
    if (modemsByNumber.containsKey(normal)) {
      throw new IllegalArgumentException(
          "subscriber " + normal + ": that is the number of " + modemsByNumber.get(normal).name());
    }
    return directory.get(normal);
  }

  /// The subscribers anybody has dealt with.
  public Collection<Subscriber> subscribers() {
    return directory.all().values();
  }

  /// The modem `gsm-1`, or `1`.
  public Optional<Modem> modem(String name) {
    return Optional.ofNullable(modems.get(name.matches("[0-9]{1,4}") ? "gsm-" + name : name));
  }

  public Collection<Modem> modems() {
    return modems.values();
  }

  /// The telephone `fxs-1`, or `1`.
  public Optional<Phone> phone(String name) {
    return Optional.ofNullable(phones.get(name.matches("[0-9]{1,4}") ? "fxs-" + name : name));
  }

  public Collection<Phone> phones() {
    return phones.values();
  }

  /// The exchange line `fxo-1`.
  public Optional<ExchangeLine> exchangeLine(String name) {
    return Optional.ofNullable(exchangeLines.get(name));
  }

  public Collection<ExchangeLine> exchangeLines() {
    return exchangeLines.values();
  }

  /// The telephone or exchange line of this name.
  public Optional<AnalogueDevice> analogue(String name) {
    Phone phone = phones.get(name);
    return phone != null ? Optional.of(phone) : Optional.ofNullable(exchangeLines.get(name));
  }

  /// The number to dial for a line's name, a line's number from 1, or a telephone number.
  public String numberOf(String target) {
    Optional<Modem> modem = modem(target);
    if (modem.isPresent()) {
      return modem.get().number();
    }
    ExchangeLine line = exchangeLines.get(target);
    return line != null ? line.number() : target;
  }

  /// Moves 20 ms of speech everywhere.
  public void tick() {
    network.tick();
    for (Modem modem : modems.values()) {
      modem.tick();
    }
    for (Phone phone : phones.values()) {
      phone.tick();
    }
    for (ExchangeLine line : exchangeLines.values()) {
      line.tick();
    }
  }
}
