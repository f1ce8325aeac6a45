package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.TrunkTls;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the peer of a trunk proves who it is, and we to it (RFC 5922).
final class TrunkTlsTest {
  @TempDir private Path directory;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private Rig rig;
  private SSLServerSocket server;
  private KeyStore certificates;

  @BeforeEach
  void start() throws Exception {
    Path own = directory.resolve("own.p12");
    KeyStores.make(own, "test", "-ext", "SAN=DNS:gateway.example");
    rig = new Rig(TestTrunkFactory.freePort(), own.toString());
    Path carrier = directory.resolve("carrier.p12");
    KeyStores.make(carrier, "test", "-ext", "SAN=URI:sip:carrier.example");
    certificates = KeyStore.getInstance(carrier.toFile(), KeyStores.PASSWORD);
    server = KeyStores.server(carrier);
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    server.close();
  }

  /// The start line of what comes, and the name that was asked for.
  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.setSoTimeout(8000);
        byte[] head = new byte[4096];
        int length = socket.getInputStream().read(head);
        String text = new String(head, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        String name =
            ((javax.net.ssl.ExtendedSSLSession) socket.getSession())
                .getRequestedServerNames().stream()
                    .map(one -> ((SNIHostName) one).getAsciiName())
                    .findFirst()
                    .orElse("");
        if (!text.isEmpty()) {
          heard.add(text.lines().findFirst().orElse("") + " | " + name);
        }
      } catch (IOException e) {
        // the handshake has failed, or the test is over
      }
    }
  }

  private void configure(TrunkTls.Builder tls) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    TrunkSpec.newBuilder()
                        .setAddress("127.0.0.1:" + server.getLocalPort())
                        .setTransport("tls")
                        .setPing(PingSpec.newBuilder().setIntervalS(5).setDownAfter(1))
                        .setTls(tls))
                .build()));
  }

  private String authority() throws Exception {
    Certificate certificate = certificates.getCertificate("sip");
    Path file = directory.resolve("ca.pem");
    Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    return file.toString();
  }

  private String reason() {
    Rig.eventually("down", () -> rig.trunk.board.down("pbx"));
    return rig.trunk
        .board
        .find("pbx")
        .orElse(TrunkStateRecord.getDefaultInstance())
        .getHealthReason();
  }

  @Test
  void peerWithTheNameAndAuthorityOfTheDocumentIsSpokenWith() throws Exception {
    configure(TrunkTls.newBuilder().setCaFile(authority()).setName("carrier.example"));
    String first = heard.poll(8, TimeUnit.SECONDS);
    assertTrue(first != null && first.startsWith("OPTIONS sip:"), first);
    assertTrue(first.endsWith("| carrier.example"), "SNI: " + first);
  }

  @Test
  void peerWithAnotherNameIsNotSpokenWithAndTheStateSaysWhy() throws Exception {
    configure(TrunkTls.newBuilder().setCaFile(authority()).setName("other.example"));
    String reason = reason();
    assertTrue(
        reason.contains("its certificate is of [carrier.example], not of other.example"), reason);
    assertEquals(List.of(), new ArrayList<>(heard));
  }

  @Test
  void peerOfAnotherAuthorityIsNotSpokenWith() {
    configure(TrunkTls.newBuilder().setName("carrier.example"));
    String reason = reason();
    assertTrue(reason.contains("certification path"), reason);
    assertEquals(List.of(), new ArrayList<>(heard));
  }

  @Test
  void pinnedCertificateIsTheOnlyOneThatCounts() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(certificates.getCertificate("sip").getEncoded());
    TrunkTls.Builder pinned = TrunkTls.newBuilder().setCaFile(authority()).setAnyName(true);
    configure(pinned.setPinnedSha256("00".repeat(32)));
    String reason = reason();
    assertTrue(reason.contains("not the pinned one"), reason);
    configure(pinned.setPinnedSha256(HexFormat.of().formatHex(digest)));
    String first = heard.poll(15, TimeUnit.SECONDS);
    assertTrue(first != null && first.startsWith("OPTIONS sip:"), first);
  }
}
