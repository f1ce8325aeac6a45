package io.patchbay.standalone.bench;

/// The requests of one call that the bench makes as the PBX (RFC 3261 §9, §13, §15).
final class OutgoingCall {
  private final String id;
  private final String number;
  private final String host;
  private final int port;

  /// @param host `address:port` of the gateway
  /// @param port our own
  OutgoingCall(String id, String number, String host, int port) {
    this.id = id;
    this.number = number;
    this.host = host;
    this.port = port;
  }

  String id() {
    return id;
  }

  String invite() {
    String body = SipText.sdp();
    return request("INVITE", requestUri(), 1, "i", to())
        + "Contact: <sip:7001@127.0.0.1:"
        + port
        + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  String cancel() {
    return request("CANCEL", requestUri(), 1, "i", to()) + "Content-Length: 0\r\n\r\n";
  }

  /// ACK of a final response: of a 2xx to its Contact, of others as part of the transaction.
  String ack(SipMessage answer) {
    boolean success = answer.status() < 300;
    return request(
            "ACK",
            success ? answer.contactUri() : requestUri(),
            1,
            success ? "a" : "i",
            answer.header("To"))
        + "Content-Length: 0\r\n\r\n";
  }

  /// @param answer the 2xx that set the dialog up
  String bye(SipMessage answer) {
    return request("BYE", answer.contactUri(), 2, "b", answer.header("To"))
        + "Content-Length: 0\r\n\r\n";
  }

  private String requestUri() {
    return "sip:" + number + "@" + host;
  }

  private String to() {
    return "<" + requestUri() + ">";
  }

  private String request(String method, String uri, int sequence, String branch, String to) {
    return method
        + " "
        + uri
        + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + port
        + ";rport;branch=z9hG4bK"
        + id
        + branch
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:7001@127.0.0.1>;tag="
        + id
        + "\r\nTo: "
        + to
        + "\r\nCall-ID: "
        + id
        + "\r\nCSeq: "
        + sequence
        + " "
        + method
        + "\r\n";
  }
}
