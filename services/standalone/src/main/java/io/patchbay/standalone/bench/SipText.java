package io.patchbay.standalone.bench;

/// Parts of messages both sides of the bench need.
final class SipText {
  private SipText() {}

  /// PCMA and PCMU at a port nobody listens to: signalling alone is measured (RFC 8866).
  static String sdp() {
    return String.join(
        "\r\n",
        "v=0",
        "o=bench 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        "m=audio 9 RTP/AVP 8 0",
        "a=ptime:20",
        "a=inactive",
        "");
  }

  /// PCMA and PCMU at this port, both ways (RFC 8866).
  static String sdp(int port) {
    return sdp().replace("m=audio 9 ", "m=audio " + port + " ").replace("a=inactive", "a=sendrecv");
  }

  /// A response with the dialog's own tag (RFC 3261 §8.2.6).
  ///
  /// @param contact empty or a whole header line
  /// @param body SDP, or empty
  static String response(
      SipMessage request, String status, String tag, String contact, String body) {
    String to = request.header("To");
    return "SIP/2.0 "
        + status
        + "\r\n"
        + request.vias()
        + "From: "
        + request.header("From")
        + "\r\nTo: "
        + (to.contains(";tag=") ? to : to + ";tag=" + tag)
        + "\r\nCall-ID: "
        + request.header("Call-ID")
        + "\r\nCSeq: "
        + request.header("CSeq")
        + "\r\n"
        + contact
        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /// The gateway, as REGISTER names it.
  static String uri(SipPort port) {
    return "sip:127.0.0.1:" + port.gateway().getPort();
  }

  /// REGISTER of this socket as the contact of an extension, for an hour (RFC 3261 §10.2).
  ///
  /// @param id the Call-ID; with the sequence number the branch
  /// @param authorization empty or a whole header line
  static String register(SipPort port, String id, String user, int sequence, String authorization) {
    String own = "127.0.0.1:" + port.port();
    return "REGISTER "
        + uri(port)
        + " SIP/2.0\r\nVia: SIP/2.0/UDP "
        + own
        + ";rport;branch=z9hG4bK"
        + id.replace(':', '-')
        + "-"
        + sequence
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:"
        + user
        + "@patchbay>;tag=bench\r\nTo: <sip:"
        + user
        + "@patchbay>\r\nCall-ID: "
        + id
        + "\r\nCSeq: "
        + sequence
        + " REGISTER\r\nContact: <sip:"
        + user
        + "@"
        + own
        + ">\r\nExpires: 3600\r\n"
        + authorization
        + "Content-Length: 0\r\n\r\n";
  }
}
