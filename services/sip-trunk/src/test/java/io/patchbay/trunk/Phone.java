package io.patchbay.trunk;

import io.patchbay.trunk.register.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A SIP phone that knows its password. Keeps the one dialog it is in.
final class Phone implements AutoCloseable {
  final SipPeer peer;
  final String user;
  private final String domain;
  private final int trunkPort;
  String callId = "";
  String local = "";
  String remote = "";
  String target = "";
  int cseq;
  private String branch = "";
  private String inviteUri = "";

  Phone(String user, int trunkPort) throws IOException {
    this.user = user;
    this.trunkPort = trunkPort;
    peer = new SipPeer(user, trunkPort);
    domain = "127.0.0.1:" + trunkPort;
  }

  private String uri(String callee) {
    return "sip:" + callee + "@" + domain;
  }

  private String credentials(SipText challenge, String method, String uri, String password) {
    return "Authorization: "
        + Digest.answer(
                challenge.all("WWW-Authenticate").getFirst(), user, password, method, uri, "c0ffee")
            .orElseThrow()
        + "\r\n";
  }

  SipText register(String password, int expires) {
    String from = "<" + uri(user) + ">;tag=r" + peer.port();
    String id = "reg-" + peer.port() + "-" + expires;
    String extra = "Expires: " + expires + "\r\n";
    peer.send(
        peer.request(
            "REGISTER",
            "sip:" + domain,
            peer.branch(),
            from,
            "<" + uri(user) + ">",
            id,
            1,
            extra,
            ""));
    SipText challenge = peer.awaitStatus(401, "REGISTER");
    String auth = credentials(challenge, "REGISTER", "sip:" + domain, password);
    peer.send(
        peer.request(
            "REGISTER",
            "sip:" + domain,
            peer.branch(),
            from,
            "<" + uri(user) + ">",
            id,
            2,
            extra + auth,
            ""));
    return peer.await("answer to REGISTER", m -> m.status() >= 200 && m.cseqNumber() == 2);
  }

  /// Sends INVITE, with credentials the second time.
  void invite(String callee, String extra, String body) {
    callId =
        UUID.nameUUIDFromBytes((callee + peer.branch()).getBytes(StandardCharsets.UTF_8))
            .toString();
    local = "<" + uri(user) + ">;tag=f" + peer.port();
    remote = "<" + uri(callee) + ">";
    inviteUri = uri(callee);
    cseq = 1;
    branch = peer.branch();
    peer.send(peer.request("INVITE", inviteUri, branch, local, remote, callId, cseq, extra, body));
    SipText challenge = peer.awaitStatus(401, "INVITE");
    ackFailure(challenge);
    String auth = credentials(challenge, "INVITE", inviteUri, "secret" + user);
    cseq = 2;
    branch = peer.branch();
    peer.send(
        peer.request("INVITE", inviteUri, branch, local, remote, callId, cseq, auth + extra, body));
  }

  /// The last INVITE once more, byte for byte but without credentials checked again.
  void ackFailure(SipText failure) {
    peer.send(
        peer.request("ACK", inviteUri, branch, local, failure.field("To"), callId, cseq, "", ""));
  }

  void cancel() {
    peer.send(peer.request("CANCEL", inviteUri, branch, local, remote, callId, cseq, "", ""));
  }

  SipText failure(int status) {
    SipText failure = peer.awaitStatus(status, "INVITE");
    ackFailure(failure);
    return failure;
  }

  /// Waits for 200 and acknowledges it.
  SipText established(String ackBody) {
    SipText ok = peer.awaitStatus(200, "INVITE");
    remote = ok.field("To");
    target = ok.contactUri();
    ack(ackBody);
    return ok;
  }

  void ack(String body) {
    peer.send(peer.request("ACK", target, peer.branch(), local, remote, callId, cseq, "", body));
  }

  void inDialog(String method, String extra, String body) {
    cseq++;
    peer.send(
        peer.request(method, target, peer.branch(), local, remote, callId, cseq, extra, body));
  }

  /// Answers an INVITE: from now on this is its dialog.
  void accept(SipText invite, String tag, String body) {
    callId = invite.field("Call-ID");
    local = invite.field("To") + ";tag=" + tag;
    remote = invite.field("From");
    target = invite.contactUri();
    cseq = 100;
    peer.answer(invite, 200, tag, "", body);
  }

  void bye() {
    inDialog("BYE", "", "");
    peer.awaitStatus(200, "BYE");
  }

  /// Sends MESSAGE, with credentials the second time.
  void message(String to, String text) {
    String from = "<" + uri(user) + ">;tag=m" + peer.port();
    String plain = "Content-Type: text/plain\r\n";
    String id = "msg-" + peer.port();
    String first =
        peer.request(
            "MESSAGE", uri(to), peer.branch(), from, "<" + uri(to) + ">", id, 1, plain, text);
    peer.send(first);
    SipText challenge = peer.awaitStatus(401, "MESSAGE");
    String auth = credentials(challenge, "MESSAGE", uri(to), "secret" + user);
    String second =
        peer.request(
            "MESSAGE",
            uri(to),
            peer.branch(),
            from,
            "<" + uri(to) + ">",
            id,
            2,
            plain + auth,
            text);
    peer.send(second);
  }

  int trunkPort() {
    return trunkPort;
  }

  @Override
  public void close() {
    peer.close();
  }
}
