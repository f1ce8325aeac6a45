package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtFields;

/// Takes what a modem says by itself to those whom it concerns. The runner's own.
final class Announcements {
  /// What concerns the session itself.
  interface Session {
    /// Registration changed.
    void registered();

    /// The card's state – TS 27.007 §8.3.
    void card(String state);

    /// The module says that it has started.
    void restarted();
  }

  private final Vitals vitals;
  private final StatusBoard board;
  private final CallControl calls;
  private final SmsControl sms;
  private final UssdControl ussd;
  private final EmergencyLists emergency;
  private final Session session;
  private long unknown;

  Announcements(
      Vitals vitals,
      StatusBoard board,
      CallControl calls,
      SmsControl sms,
      UssdControl ussd,
      EmergencyLists emergency,
      Session session) {
    this.vitals = vitals;
    this.board = board;
    this.calls = calls;
    this.sms = sms;
    this.ussd = ussd;
    this.emergency = emergency;
    this.session = session;
  }

  void take(String text) {
    if (!vitals.admits()
        || calls.unsolicited(text)
        || sms.unsolicited(text)
        || ussd.unsolicited(text)
        || emergency.unsolicited(text)) {
      return;
    }
    if (text.startsWith("+CREG:") || text.startsWith("+CEREG:")) {
      board.registration(text);
      session.registered();
    } else if (text.startsWith("+QIND: \"csq\"")) {
      board.signal(AtFields.of(text).number(1, 99));
    } else if (text.startsWith("^RSSI:")) {
      board.signal(AtFields.of(text).number(0, 99));
    } else if (text.startsWith("+CPIN:")) {
      session.card(AtFields.of(text).text(0));
    } else if (text.equals("RDY")) {
      session.restarted();
    } else {
      unknown++;
    }
  }

  /// Lines that meant nothing to us, since the port was opened.
  long unknown() {
    return unknown;
  }
}
