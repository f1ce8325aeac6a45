package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.trunk.register.Digest;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIP over TCP and TLS: what goes to a phone goes over the connection the phone has made.
final class StreamTransportTest {
  @TempDir Path directory;

  @Test
  void phoneOnTcpIsCalledOverItsConnection() throws Exception {
    try (Rig rig = new Rig();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.sipPort())) {
      rig.edge();
      called(rig, socket, "TCP", rig.sipPort());
    }
  }

  @Test
  void phoneOnTlsIsCalledOverItsConnection() throws Exception {
    Path store = directory.resolve("sip.p12");
    KeyStores.make(store, "127.0.0.1");
    int tls = TestTrunkFactory.freePort();
    try (Rig rig = new Rig(tls, store.toString())) {
      rig.edge();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      try (Socket socket =
          context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tls)) {
        called(rig, socket, "TLS", tls);
      }
    }
  }

  /// No thread dies with a stack trace, and whoever is on another connection notices nothing.
  @ParameterizedTest
  @ValueSource(strings = {"2000000000", "16385", "-1", "99999999999"})
  void lengthThatDoesNotFitEndsTheConnectionAndNothingElse(String length) throws Exception {
    Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
    try (Rig rig = new Rig();
        Socket other = new Socket(InetAddress.getLoopbackAddress(), rig.sipPort());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.sipPort())) {
      socket.setSoTimeout(8000);
      String request = register("TCP", 1, "<sip:101@10.9.9.9:5060>", "");
      StreamText.send(socket, request.replace("Content-Length: 0", "Content-Length: " + length));
      Rig.eventually("counted", () -> rig.trunk.sip.counters().unparseable.sum() == 1);
      if (!length.equals("99999999999")) {
        assertEquals(-1, socket.getInputStream().read());
      }
      other.setSoTimeout(8000);
      StreamText.send(other, request);
      assertEquals(401, StreamText.read(other).status());
      assertTrue(uncaught.isEmpty(), uncaught.toString());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static void called(Rig rig, Socket socket, String transport, int port)
      throws IOException {
    socket.setSoTimeout(8000);
    String contact = "<sip:101@10.9.9.9:5060;transport=" + transport.toLowerCase(Locale.ROOT) + ">";
    StreamText.send(socket, register(transport, 1, contact, ""));
    SipText challenge = StreamText.read(socket);
    assertEquals(401, challenge.status());
    String auth =
        Digest.answer(
                challenge.field("WWW-Authenticate"), "101", "secret101", "REGISTER", "sip:gw", "c")
            .orElseThrow();
    StreamText.send(socket, register(transport, 2, contact, "Authorization: " + auth + "\r\n"));
    assertEquals(200, StreamText.read(socket).status());
    SipPeer pbx = rig.pbx();
    pbx.send(
        pbx.request(
            "INVITE",
            "sip:101@127.0.0.1:" + rig.sipPort(),
            pbx.branch(),
            "<sip:7001@pbx>;tag=px",
            "<sip:101@gw>",
            "tcp-1",
            1,
            "",
            SipPeer.SDP));
    SipText invite = StreamText.read(socket);
    assertEquals("INVITE", invite.method());
    assertTrue(
        invite.field("Contact").contains(":" + port + ";transport="), invite.field("Contact"));
  }

  private static String register(String transport, int cseq, String contact, String extra) {
    return "REGISTER sip:gw SIP/2.0\r\nVia: SIP/2.0/"
        + transport
        + " 10.9.9.9:5060;rport;branch=z9hG4bKr"
        + cseq
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:101@gw>;tag=f\r\nTo: <sip:101@gw>\r\nCall-ID: r-1\r\nCSeq: "
        + cseq
        + " REGISTER\r\nContact: "
        + contact
        + "\r\nExpires: 600\r\n"
        + extra
        + "Content-Length: 0\r\n\r\n";
  }

  /// The certificate is of no interest here.
  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
