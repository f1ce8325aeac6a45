package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.TrunkTls;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// REGISTER of ours to a registrar over TLS, and the certificate that our own door shows.
final class RegisterTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private final BlockingQueue<SipText> heard = new LinkedBlockingQueue<>();
  private Rig rig;
  private int tlsPort;
  private SSLServerSocket registrar;
  private KeyStore own;
  private KeyStore certificates;

  @BeforeEach
  void start() throws Exception {
    Path gateway = directory.resolve("gateway.p12");
    KeyStores.make(gateway, "test", "-ext", "SAN=DNS:gateway.example");
    own = KeyStore.getInstance(gateway.toFile(), PASSWORD);
    tlsPort = TestTrunkFactory.freePort();
    rig = new Rig(tlsPort, gateway.toString());
    Path carrier = directory.resolve("carrier.p12");
    KeyStores.make(carrier, "test", "-ext", "SAN=DNS:carrier.example");
    certificates = KeyStore.getInstance(carrier.toFile(), PASSWORD);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(certificates, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    registrar =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    registrar.close();
  }

  /// Grants what is asked for.
  private void serve() {
    while (!registrar.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) registrar.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // the test is over
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      StringBuilder text = new StringBuilder();
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        text.append((char) c);
        if (text.indexOf("\r\n\r\n") > 0) {
          SipText request = SipText.of(text.toString());
          heard.add(request);
          socket
              .getOutputStream()
              .write(Datagrams.granted(request).getBytes(StandardCharsets.UTF_8));
          text.setLength(0);
        }
      }
    } catch (IOException e) {
      // the handshake has failed, or the test is over
    }
  }

  private void configure(String name) throws Exception {
    Path file = directory.resolve("ca.pem");
    Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(certificates.getCertificate("sip").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    TrunkSpec.newBuilder()
                        .setAddress("127.0.0.1:" + registrar.getLocalPort())
                        .setTransport("tls")
                        .setAccount(AccountSpec.newBuilder().setUser("5551").setRegister(true))
                        .setTls(TrunkTls.newBuilder().setCaFile(file.toString()).setName(name)))
                .build()));
  }

  @Test
  void registersWithTheServerThatHasTheName() throws Exception {
    configure("carrier.example");
    SipText register = heard.poll(8, TimeUnit.SECONDS);
    assertTrue(register != null && register.method().equals("REGISTER"), "" + register);
    assertEquals("sip:5551@127.0.0.1:" + tlsPort + ";transport=tls", register.contactUri());
    Rig.eventually("registered", () -> rig.trunk.board.registered("pbx"));
  }

  @Test
  void nothingIsToldToAServerWithAnotherName() throws Exception {
    configure("other.example");
    Rig.eventually(
        "failed",
        () ->
            rig.trunk
                .board
                .find("pbx")
                .orElse(TrunkStateRecord.getDefaultInstance())
                .getReason()
                .contains("its certificate is of [carrier.example], not of other.example"));
    assertEquals(0, heard.size());
  }

  /// H-200: another key store is another certificate.
  @Test
  void ourDoorShowsTheCertificateOfItsKeyStore() throws Exception {
    assertEquals(own.getCertificate("sip"), shown(tlsPort));
    Path other = directory.resolve("other.p12");
    KeyStores.make(other, "test", "-ext", "SAN=DNS:other.example");
    KeyStore expected = KeyStore.getInstance(other.toFile(), PASSWORD);
    int port = TestTrunkFactory.freePort();
    try (Rig second = new Rig(port, other.toString())) {
      assertTrue(second.sipPort() > 0);
      own = expected;
      assertEquals(expected.getCertificate("sip"), shown(port));
    }
  }

  /// The certificate of a handshake with somebody who trusts the own one alone.
  private X509Certificate shown(int port) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("own", own.getCertificate("sip"));
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
