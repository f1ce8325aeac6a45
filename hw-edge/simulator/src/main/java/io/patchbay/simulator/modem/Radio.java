package io.patchbay.simulator.modem;

import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.SimCard;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.time.Timeline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// SIM card, PIN, coverage and registration of one modem – TS 27.007 §7.2, §8.3.
final class Radio {
  /// <stat> of +CREG.
  static final int NOT_REGISTERED = 0;

  static final int HOME = 1;
  static final int SEARCHING = 2;
  static final int DENIED = 3;
  static final int ROAMING = 5;

  /// Why: this network is not allowed – TS 24.008 §10.5.3.6.
  static final int REJECTED = 11;

  private static final int PIN_ATTEMPTS = 3;
  private static final int PUK_ATTEMPTS = 10;

  private final ModemSettings modem;
  private final Timeline timeline;
  private final Journal journal;
  private final Supplier<AtSettings> settings;
  private final Serial serial;
  private final Runnable lost;
  private @Nullable SimCard inserted;
  private @Nullable SimCard pulled;
  private String pin = "";
  private boolean unlocked;
  private int pinTries = PIN_ATTEMPTS;
  private int pukTries = PUK_ATTEMPTS;
  private boolean coverage = true;
  private boolean powered;
  private boolean stuck;
  private boolean denied;
  private boolean abroad;
  private int functionality = 1;
  private int stat = NOT_REGISTERED;
  private final Stations stations;
  private boolean attached = true;
  private int selection;
  private Timeline.@Nullable Alarm search;

  /// @param lost called when registration is lost
  Radio(
      ModemSettings modem,
      @Nullable SimCard card,
      Timeline timeline,
      Journal journal,
      Supplier<AtSettings> settings,
      Serial serial,
      Runnable lost) {
    this.modem = modem;
    this.inserted = card;
    this.pin = card == null ? "" : card.pin();
    this.timeline = timeline;
    this.journal = journal;
    this.settings = settings;
    this.serial = serial;
    this.lost = lost;
    stations = new Stations(modem.dialect().access(), modem.name().hashCode());
  }

  Stations stations() {
    return stations;
  }

  boolean attached() {
    return attached;
  }

  void attached(boolean next) {
    attached = next;
  }

  /// <mode> of +COPS: 0 automatic, 1 manual; kept over a restart.
  int selection() {
    return selection;
  }

  void selection(int next) {
    selection = next;
  }

  /// Keeps to a station, after a moment without any.
  void lock(int channel) {
    stations.lock(channel);
    reselect();
  }

  void unlock() {
    stations.unlock();
    reselect();
  }

  private void reselect() {
    stopSearch();
    if (registered()) {
      set(SEARCHING, true);
    }
    evaluate();
  }

  boolean registered() {
    return stat == HOME || stat == ROAMING;
  }

  int stat() {
    return stat;
  }

  int functionality() {
    return functionality;
  }

  /// The card that can be used: in the slot and unlocked.
  @Nullable SimCard usableCard() {
    return ready() ? inserted : null;
  }

  @Nullable SimCard card() {
    return inserted;
  }

  /// <code> of +CPIN; empty without a card.
  String pinState() {
    if (inserted == null) {
      return "";
    }
    if (ready()) {
      return "READY";
    }
    return pinTries > 0 ? "SIM PIN" : "SIM PUK";
  }

  /// +CME ERROR while the card cannot be used; 0 when it can.
  int cardError() {
    return switch (pinState()) {
      case "" -> 10;
      case "READY" -> 0;
      case "SIM PIN" -> 11;
      default -> 12;
    };
  }

  private boolean ready() {
    return inserted != null && (pin.isEmpty() || unlocked);
  }

  int pinTries() {
    return pinTries;
  }

  int pukTries() {
    return pukTries;
  }

  /// AT+CPIN=pin. False: wrong.
  boolean enterPin(String given) {
    if (given.equals(pin) && pinTries > 0) {
      pinTries = PIN_ATTEMPTS;
      unlocked = true;
      evaluate();
      return true;
    }
    pinTries = Math.max(0, pinTries - 1);
    return false;
  }

  /// AT+CPIN=puk,pin. False: wrong.
  boolean enterPuk(String puk, String newPin) {
    SimCard card = inserted;
    if (card != null && pukTries > 0 && card.puk().equals(puk)) {
      pin = newPin;
      pinTries = PIN_ATTEMPTS;
      pukTries = PUK_ATTEMPTS;
      unlocked = true;
      evaluate();
      return true;
    }
    pukTries = Math.max(0, pukTries - 1);
    return false;
  }

  /// From now on the card wants this PIN.
  void lockCard(String wanted) {
    pin = wanted;
    unlocked = false;
  }

  /// The network refuses the card, or takes it again.
  void deny(boolean next) {
    if (denied != next) {
      denied = next;
      stopSearch();
      set(SEARCHING, true);
      evaluate();
    }
  }

  /// The modem is taken to another country, or brought home.
  void abroad(boolean next) {
    if (abroad != next) {
      abroad = next;
      reselect();
    }
  }

  /// Whose network it is.
  Operator operator() {
    return abroad ? Operator.FOREIGN : Operator.HOME;
  }

  void power(boolean on) {
    powered = on;
    stuck = false;
    functionality = 1;
    unlocked = false;
    if (on) {
      evaluate();
    } else {
      stopSearch();
      set(NOT_REGISTERED, false);
    }
  }

  /// AT+CFUN. False: the modem does not.
  boolean functionality(int next) {
    if (!stuck) {
      functionality = next;
      evaluate();
    }
    return !stuck;
  }

  /// Off, until the module is reset.
  void stick() {
    boolean _ = functionality(4);
    stuck = true;
  }

  /// Mends it.
  void loosen() {
    if (stuck) {
      stuck = false;
      boolean _ = functionality(1);
    }
  }

  void coverage(boolean next) {
    coverage = next;
    evaluate();
  }

  boolean coverage() {
    return coverage;
  }

  void pullCard() {
    if (inserted != null) {
      pulled = inserted;
      inserted = null;
      unlocked = false;
      serial.unsolicited("+CPIN: NOT READY");
      evaluate();
    }
  }

  void insertCard() {
    if (pulled != null) {
      inserted = pulled;
      pulled = null;
      serial.unsolicited("+CPIN: " + pinState());
      evaluate();
    }
  }

  private void evaluate() {
    boolean able = powered && functionality == 1 && ready();
    if (!able) {
      stopSearch();
      set(NOT_REGISTERED, true);
    } else if (!coverage || !stations.reachable()) {
      stopSearch();
      set(SEARCHING, true);
    } else if (!registered() && (stat != DENIED || !denied) && search == null) {
      set(SEARCHING, true);
      search =
          timeline.after(
              modem.registering(),
              () -> {
                search = null;
                set(denied ? DENIED : abroad ? ROAMING : HOME, true);
              });
    }
  }

  private void stopSearch() {
    if (search != null) {
      search.cancel();
      search = null;
    }
  }

  private void set(int next, boolean tell) {
    if (next == stat) {
      return;
    }
    boolean had = registered();
    stat = next;
    journal.note(modem.name(), WorldEvent.Kind.STATE, word());
    if (tell) {
      AtSettings now = settings.get();
      tell("+CREG", now.creg);
      tell("+CGREG", now.cgreg);
      tell("+CEREG", now.cereg);
      if (now.indicates("act")) {
        serial.unsolicited("+QIND: \"act\",\"" + (registered() ? "LTE" : "UNKNOWN") + "\"");
      }
      if (now.indicates("csq")) {
        serial.unsolicited("+QIND: \"csq\"," + rssi() + ",99");
      }
    }
    if (had) {
      lost.run();
    }
  }

  private void tell(String command, int mode) {
    if (mode > 0) {
      String cause = mode == 3 && stat == DENIED ? "," + cell() + ",0," + REJECTED : "";
      serial.unsolicited(
          command + ": " + stat + (mode >= 2 && registered() ? "," + cell() : cause));
    }
  }

  /// <AcT> – TS 27.007 §7.2.
  int access() {
    return modem.dialect().access();
  }

  /// <lac>,<ci>,<AcT> of +CREG=2.
  String cell() {
    return "\"1A2B\",\"" + stations.serving().cell() + "\"," + access();
  }

  /// <rssi> of +CSQ – TS 27.007 §8.5.
  int rssi() {
    return coverage && functionality == 1 ? 24 : 99;
  }

  /// In a word: what `sim state` shows.
  String word() {
    if (!powered) {
      return "off";
    }
    return switch (stat) {
      case HOME, ROAMING -> "registered";
      case SEARCHING -> "searching";
      case DENIED -> "denied";
      default -> inserted == null ? "no-sim" : ready() ? "radio-off" : "pin-wanted";
    };
  }
}
