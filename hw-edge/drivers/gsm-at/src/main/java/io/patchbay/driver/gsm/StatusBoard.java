package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of the line's condition; reports it whenever it changes. The runner's own.
final class StatusBoard {
  private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);
  private static final int UNKNOWN_SIGNAL = 99;
  private static final String AUDIO = "audio";

  /// What is known of the place, not of the modem and its card.
  private static final Set<String> PLACE =
      Set.of("lac", "cell", "technology", "serving-cell", NetworkCode.KEY);

  private final String line;
  private final Reporter reporter;
  private final String ownNumber;
  private final Map<String, String> identity = new TreeMap<>();
  private final Set<String> unbearable = new HashSet<>();
  private final Map<String, String> alarms = new TreeMap<>();
  private boolean ready;
  private String trouble = "";
  private String audioTrouble = "";
  private boolean audioTest;
  private String circuit = "";
  private String packet = "";
  private String reject = "";
  private String operator = "";
  private int signalDbm;
  private String number;
  private String illness = "";
  private String illnessWords = "";
  private boolean parked;
  private LineState state = LineState.DOWN;
  private String reason = "not opened yet";
  private LineStatus last = LineStatus.of(LineState.DOWN, "not opened yet");

  StatusBoard(String line, String ownNumber, Reporter reporter) {
    this.line = line;
    this.reporter = reporter;
    this.ownNumber = ownNumber;
    number = ownNumber;
  }

  LineStatus status() {
    return last;
  }

  /// The modem does not answer or its port is absent.
  void down(String reason) {
    ready = false;
    trouble = "";
    circuit = "";
    packet = "";
    operator = "";
    signalDbm = 0;
    PLACE.forEach(identity::remove);
    report(LineState.DOWN, reason);
  }

  /// Another modem or card is to come.
  void forget() {
    identity.clear();
    number = ownNumber;
  }

  /// Something is done for a modem that fails.
  void ill(String what, String remedy) {
    illness = what;
    illnessWords = what + ": " + remedy;
    parked = false;
    again();
  }

  /// Nothing helped.
  void parked(String what) {
    illness = what;
    illnessWords = what + ": nothing helped, tried again from time to time";
    parked = true;
    again();
  }

  /// Nothing is wrong any more.
  void healthy() {
    if (!illness.isEmpty()) {
      illness = "";
      illnessWords = "";
      parked = false;
      again();
    }
  }

  private void again() {
    report(state, reason);
  }

  void starting(String reason) {
    ready = false;
    trouble = "";
    report(LineState.STARTING, reason);
  }

  /// Set-up is done.
  void ready() {
    ready = true;
    trouble = "";
    refresh();
  }

  /// The hardware works but the line is of no use.
  void outOfService(String reason) {
    trouble = reason;
    refresh();
  }

  void identity(String key, String value) {
    if (!value.isEmpty()) {
      if (key.equals("imei") && !value.equals(identity.getOrDefault(key, value))) {
        identity.clear(); // another modem
      }
      identity.put(key, value);
      refresh();
    }
  }

  void forget(String key) {
    if (identity.remove(key) != null) {
      refresh();
    }
  }

  /// Somebody should look at this, until [#noAlarm]; it outlasts the modem's session.
  void alarm(String name, String words) {
    if (!words.equals(alarms.put(name, words))) {
      LOG.warn("line {}: alarm {}: {}", line, name, words);
      again();
    }
  }

  void noAlarm(String name) {
    if (alarms.remove(name) != null) {
      LOG.info("line {}: alarm {} is over", line, name);
      again();
    }
  }

  /// The line has no voice: it must not carry calls.
  void audioTrouble(String words) {
    audioTrouble = words;
    alarm(AUDIO, words);
    refresh(); // says nothing when nothing has changed
  }

  /// Why the line has no voice; empty: it has.
  String audioTrouble() {
    return audioTrouble;
  }

  void noAudioTrouble() {
    audioTrouble = "";
    noAlarm(AUDIO);
    refresh();
  }

  /// A call of our own is under way.
  void audioTest(boolean running) {
    audioTest = running;
    refresh();
  }

  /// In the network, if without voice.
  boolean serving() {
    return ready && trouble.isEmpty() && registered();
  }

  /// MSISDN of AT+CNUM, empty: this card does not tell it, whatever the one before said; a
  /// configured number comes first.
  void number(String msisdn) {
    if (ownNumber.isEmpty()) {
      number = msisdn;
      refresh();
    }
  }

  /// `+COPS: <mode>,<format>,<oper>[,<act>]` – TS 27.007 §7.3.
  void operator(String cops) {
    AtFields fields = AtFields.of(cops);
    operator = fields.text(2);
    if (operator.isEmpty()) {
      identity.remove(NetworkCode.KEY);
    }
    technology(fields.number(3, -1));
    refresh();
  }

  /// `+CSQ: <rssi>,<ber>` – TS 27.007 §8.5: 0 is -113 dBm, 31 is -51 dBm.
  void signal(int rssi) {
    signalDbm = rssi < 0 || rssi >= UNKNOWN_SIGNAL || rssi > 31 ? 0 : -113 + 2 * rssi;
    refresh();
  }

  /// `+CREG: [<n>,]<stat>[,<lac>,<ci>[,<AcT>]]` and the same of +CEREG – TS 27.007 §7.2, §10.1.22.
  void registration(String creg) {
    AtFields fields = AtFields.of(creg);
    // the reply to a question has <n> in front, the unsolicited one has not: its second field is no
    // digit
    int at = fields.size() > 1 && fields.text(1).matches("[0-9]") ? 1 : 0;
    String words =
        switch (fields.number(at, -1)) {
          case 0 -> "none";
          case 1, 6, 9 -> "home";
          case 2 -> "searching";
          case 3 -> "denied";
          case 5, 7, 10 -> "roaming";
          case 8, 11 -> "limited";
          default -> "unknown";
        };
    String because = words.equals("denied") ? RejectCause.of(fields, at) : "";
    if (!because.isEmpty()) {
      reject = because;
    }
    if (creg.startsWith("+CEREG")) {
      packet = words;
    } else {
      circuit = words;
    }
    if (fields.size() > at + 2) {
      identity.put("lac", fields.text(at + 1));
      identity.put("cell", fields.text(at + 2));
    }
    technology(fields.number(at + 3, -1));
    if (!circuit.equals("denied") && !packet.equals("denied")) {
      reject = "";
    }
    refresh();
  }

  /// The network refuses the card, and the modem has not said why.
  boolean deniedForNoReason() {
    return ready
        && trouble.isEmpty()
        && !registered()
        && registration().equals("denied")
        && reject.isEmpty();
  }

  /// Why the network refuses the card; empty: that did not come out.
  void deniedBecause(String words) {
    reject = words;
    refresh();
  }

  private void technology(int act) {
    switch (act) {
      case 0, 1, 3, 8 -> identity.put("technology", "GSM");
      case 2, 4, 5, 6 -> identity.put("technology", "UMTS");
      case 7, 9 -> identity.put("technology", "LTE");
      case 11, 12, 13 -> identity.put("technology", "NR");
      default -> {}
    }
  }

  /// Registered, but with whom is not known yet.
  boolean operatorWanted() {
    return registered() && operator.isEmpty();
  }

  /// The card is ready, and neither a network nor a refusal has come.
  boolean unregistered() {
    return ready && trouble.isEmpty() && !registered() && !registration().equals("denied");
  }

  /// The card is not there or wants a code.
  boolean cardTrouble() {
    return !trouble.isEmpty();
  }

  /// What is known about calls over LTE.
  void volte(Volte known) {
    identity("volte", known.words(identity.getOrDefault("technology", ""), isRegistered(circuit)));
  }

  /// Whether a command line, up to its `=`, may be sent to this line's modem.
  boolean bears(String command) {
    return !unbearable.contains(command);
  }

  /// The modem fell silent at the command; this outlives the port.
  void cannotBear(String command) {
    unbearable.add(command);
  }

  boolean registered() {
    return isRegistered(circuit) || isRegistered(packet);
  }

  private static boolean isRegistered(String words) {
    return words.equals("home") || words.equals("roaming");
  }

  private String registration() {
    return isRegistered(packet) && !isRegistered(circuit) ? packet : circuit;
  }

  private void refresh() {
    if (!trouble.isEmpty()) {
      report(LineState.OUT_OF_SERVICE, trouble);
    } else if (!ready) {
      return; // told as a whole once set-up is done
    } else if (registered() && audioTest) {
      report(LineState.OUT_OF_SERVICE, "the audio is being tested");
    } else if (registered() && !audioTrouble.isEmpty()) {
      report(LineState.OUT_OF_SERVICE, "no audio: " + audioTrouble);
    } else if (registered()) {
      report(LineState.IN_SERVICE, "");
    } else if (registration().equals("denied")) {
      report(
          LineState.OUT_OF_SERVICE,
          "network registration denied" + (reject.isEmpty() ? "" : ": " + reject));
    } else if (registration().equals("limited")) {
      report(LineState.OUT_OF_SERVICE, "limited service: the network takes emergency calls only");
    } else {
      report(LineState.STARTING, "not registered: " + registration());
    }
  }

  private void report(LineState nextState, String nextReason) {
    state = nextState;
    reason = nextReason;
    boolean held = state == LineState.IN_SERVICE || (parked && state == LineState.STARTING);
    LineState told = !illness.isEmpty() && held ? LineState.OUT_OF_SERVICE : state;
    LineStatus next =
        new LineStatus(
            told, words(), registration(), operator, signalDbm, number, identity, alarms);
    if (next.equals(last)) {
      return;
    }
    if (next.state() != last.state() || !next.reason().equals(last.reason())) {
      LOG.info("line {}: {} {}", line, told, next.reason());
    }
    last = next;
    reporter.report(at -> new LineEvent.StatusChanged(at, next));
  }

  private String words() {
    if (illness.isEmpty()) {
      return reason;
    }
    return reason.isEmpty() || reason.equals(illness) ? illnessWords : reason + "; " + illnessWords;
  }
}
