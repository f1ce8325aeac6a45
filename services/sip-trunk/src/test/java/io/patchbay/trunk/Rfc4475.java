package io.patchbay.trunk;

import java.io.IOException;
import java.io.InputStream;

/// The messages of RFC 4475 as they are, and what ends their transactions.
final class Rfc4475 {
  private Rfc4475() {}

  /// What ends a refused INVITE; harmless for anything else.
  static String ack(SipText answer) {
    StringBuilder text = new StringBuilder("ACK sip:x@127.0.0.1 SIP/2.0\r\n");
    answer.all("Via").stream()
        .limit(1)
        .forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    return text
        + "From: "
        + answer.field("From")
        + "\r\nTo: "
        + answer.field("To")
        + "\r\nCall-ID: "
        + answer.field("Call-ID")
        + "\r\nCSeq: "
        + answer.cseq().split(" ", 2)[0]
        + " ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
  }

  /// @param name without ending, as `wsinv`
  static byte[] read(String name) throws IOException {
    try (InputStream in = Rfc4475.class.getResourceAsStream("/rfc4475/" + name + ".dat")) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return in.readAllBytes();
    }
  }
}
