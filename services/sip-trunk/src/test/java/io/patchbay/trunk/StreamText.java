package io.patchbay.trunk;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// SIP messages over a connection.
final class StreamText {
  private StreamText() {}

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /// One message: the head, and as much of a body as it says.
  static SipText read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed after: " + text);
      }
      text.append((char) c);
    }
    int length = Integer.parseInt(SipText.of(text.toString()).field("Content-Length"));
    text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    return SipText.of(text.toString());
  }
}
