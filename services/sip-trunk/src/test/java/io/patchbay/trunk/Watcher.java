package io.patchbay.trunk;

import io.patchbay.trunk.register.Digest;

/// A phone that subscribes to something (RFC 6665).
final class Watcher {
  private final Phone phone;
  private final String target;
  private final String event;
  private String to;
  private String contact = "";
  private int cseq;

  Watcher(Phone phone, String target, String event) {
    this.phone = phone;
    this.target = "sip:" + target + "@127.0.0.1:" + phone.trunkPort();
    this.event = event;
    to = "<" + this.target + ">";
  }

  /// SUBSCRIBE, or its refresh, with credentials; the final answer.
  SipText subscribe(int expires, String extra) {
    SipText challenge = send(expires, extra);
    if (challenge.status() != 401) {
      return challenge;
    }
    String uri = contact.isEmpty() ? target : contact;
    SipText answer =
        send(
            expires,
            extra
                + "Authorization: "
                + Digest.answer(
                        challenge.all("WWW-Authenticate").getFirst(),
                        phone.user,
                        "secret" + phone.user,
                        "SUBSCRIBE",
                        uri,
                        "c0ffee")
                    .orElseThrow()
                + "\r\n");
    if (answer.status() == 200) {
      to = answer.field("To");
      contact = answer.contactUri();
    }
    return answer;
  }

  private SipText send(int expires, String extra) {
    cseq++;
    String from =
        "<sip:" + phone.user + "@127.0.0.1:" + phone.trunkPort() + ">;tag=w" + phone.peer.port();
    String text =
        phone.peer.request(
            "SUBSCRIBE",
            contact.isEmpty() ? target : contact,
            phone.peer.branch(),
            from,
            to,
            "watch-" + event + phone.peer.port(),
            cseq,
            "Event: "
                + event
                + "\r\n"
                + (expires < 0 ? "" : "Expires: " + expires + "\r\n")
                + extra,
            "");
    phone.peer.send(text);
    return phone.peer.await(
        "answer to SUBSCRIBE " + cseq,
        m -> m.status() >= 200 && m.cseq().endsWith(" SUBSCRIBE") && m.cseqNumber() == cseq);
  }

  /// The next NOTIFY, which is answered with 200.
  SipText notified() {
    return notified(200);
  }

  SipText notified(int status) {
    SipText notify =
        phone.peer.await(
            "NOTIFY of " + event,
            m -> m.status() == 0 && m.method().equals("NOTIFY") && m.field("Event").equals(event));
    phone.peer.answer(notify, status, "", "", "");
    return notify;
  }

  /// NOTIFYs until one says this.
  SipText told(String text) {
    while (true) {
      SipText notify = notified();
      if (notify.body().contains(text)) {
        return notify;
      }
    }
  }
}
