package io.patchbay.launch.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.launch.hook.MailServer.Security;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// Against a real SMTP server.
@Timeout(60)
final class MailsTest {
  @TempDir private static Path folder;
  private static SSLContext known = emptyContext();
  private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();

  private static SSLContext emptyContext() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void certificate() throws Exception {
    Path store = folder.resolve("mail.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, keytool.waitFor());
    known = context(store);
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, "changeit".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private SMTPServer server(Security security) {
    SMTPServer.Builder server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((user, password, _) -> {
                  if (!user.equals("gateway") || !password.equals("s3cret")) {
                    throw new LoginFailedException();
                  }
                }))
            .requireAuth(security != Security.NONE)
            .messageHandler((_, from, to, data) -> {
              if (refusals.getAndDecrement() > 0) {
                throw new RejectException(451, "come again");
              }
              taken.add(from + " " + to + "\n" + new String(data, UTF_8));
            });
    if (security == Security.STARTTLS) {
      server.enableTLS().requireTLS().startTlsSocketFactory(known);
    } else if (security == Security.TLS) {
      server.serverSocketFactory(known);
    }
    SMTPServer built = server.build();
    built.start();
    return built;
  }

  private static Mails mails(SMTPServer server, Security security, String password)
      throws IOException {
    String user = security == Security.NONE ? "" : "gateway";
    return new Mails(
        new MailServer(
            "127.0.0.1", server.getPortAllocated(), security, user, password, "pbx@example.com"),
        known.getSocketFactory(),
        Duration.ofMillis(1));
  }

  @ParameterizedTest
  @EnumSource(Security.class)
  void aMailIsSentAgainUntilTheServerTakesIt(Security security) throws Exception {
    refusals.set(2);
    SMTPServer server = server(security);
    try (Mails mails = mails(server, security, "s3cret")) {
      mails.send(
          "emergency-1",
          "desk@example.com",
          "EMERGENCY CALL: 101\r\nBcc: x@y dialled 112",
          _ -> {});
      String mail = taken.poll(20, TimeUnit.SECONDS);
      assertTrue(mail != null && mail.startsWith("pbx@example.com desk@example.com"), mail);
      assertTrue(mail.contains("Message-ID: <emergency-1@patchbay>"), mail);
      assertTrue(mail.contains("Subject: EMERGENCY CALL: 101  Bcc: x@y dialled 112"), mail);
      assertFalse(mail.lines().anyMatch(line -> line.startsWith("Bcc:")), mail);
      assertEquals(-1, refusals.get(), "twice in vain, then taken");
    } finally {
      server.stop();
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutThePassword() throws Exception {
    SMTPServer server = server(Security.STARTTLS);
    try (Mails mails = mails(server, Security.STARTTLS, "wr0ng")) {
      CompletableFuture<String> failed = new CompletableFuture<>();
      mails.send("1", "desk@example.com", "x", failed::complete);
      String why = failed.get(20, TimeUnit.SECONDS);
      assertTrue(why.contains("535"), why);
      assertFalse(why.contains("wr0ng"), why);
      assertTrue(taken.isEmpty());
    } finally {
      server.stop();
    }
  }

  @Test
  void nothingGoesToAServerWithoutStartTls() throws Exception {
    SMTPServer server = server(Security.NONE);
    try (Mails mails = mails(server, Security.STARTTLS, "s3cret")) {
      CompletableFuture<String> failed = new CompletableFuture<>();
      mails.send("1", "desk@example.com", "x", failed::complete);
      assertTrue(failed.get(20, TimeUnit.SECONDS).contains("STARTTLS"));
      assertTrue(taken.isEmpty());
    } finally {
      server.stop();
    }
  }

  @Test
  void nobodyWhoIsNotTrustedGetsThePassword() throws Exception {
    SMTPServer server = server(Security.TLS);
    MailServer here =
        new MailServer(
            "127.0.0.1",
            server.getPortAllocated(),
            Security.TLS,
            "gateway",
            "s3cret",
            "pbx@example.com");
    try (Mails mails =
        new Mails(here, SSLContext.getDefault().getSocketFactory(), Duration.ofMillis(1))) {
      CompletableFuture<String> failed = new CompletableFuture<>();
      mails.send("1", "desk@example.com", "x", failed::complete);
      assertFalse(failed.get(20, TimeUnit.SECONDS).isEmpty());
      assertTrue(taken.isEmpty());
    } finally {
      server.stop();
    }
  }

  @Test
  void withoutAServerItIsToldAtOnceAndAnInsecureOneMustBeHere() throws Exception {
    try (Mails mails = new Mails(MailServer.NONE, known.getSocketFactory(), Duration.ZERO)) {
      CompletableFuture<String> failed = new CompletableFuture<>();
      mails.send("1", "desk@example.com", "x", failed::complete);
      assertEquals("there is no mail server (patchbay.mail.host)", failed.getNow(""));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new MailServer("mail.example", 25, Security.NONE, "", "", "a@b"));
    assertFalse(
        new MailServer("127.0.0.1", 25, Security.NONE, "u", "s3cret", "a@b")
            .toString()
            .contains("s3cret"));
  }
}
