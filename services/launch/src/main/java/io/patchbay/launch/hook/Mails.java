package io.patchbay.launch.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;

/// Sends texts by mail, each until the server takes it, a few times at most. Thread-safe; who sends
/// never waits.
public final class Mails implements AutoCloseable {
  private static final String PATIENCE_MS = "5000";

  private final MailServer server;
  private final Session session;
  private final Deliveries deliveries;

  /// @param tls knows whom to trust; the certificate has to be for the server's host
  /// @param pause after the first failure; doubled after each other
  public Mails(MailServer server, SSLSocketFactory tls, Duration pause) {
    this.server = server;
    this.session = Session.getInstance(properties(server, tls));
    this.deliveries = new Deliveries("mail-", pause);
  }

  private static Properties properties(MailServer server, SSLSocketFactory tls) {
    Properties all = new Properties();
    all.put("mail.transport.protocol", "smtp");
    all.put("mail.smtp.host", server.host());
    all.put("mail.smtp.port", Integer.toString(server.port()));
    all.put("mail.smtp.connectiontimeout", PATIENCE_MS);
    all.put("mail.smtp.timeout", PATIENCE_MS);
    all.put("mail.smtp.writetimeout", PATIENCE_MS);
    all.put("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    all.put("mail.smtp.ssl.socketFactory", tls);
    boolean starts = server.security() == MailServer.Security.STARTTLS;
    all.put("mail.smtp.starttls.enable", Boolean.toString(starts));
    all.put("mail.smtp.starttls.required", Boolean.toString(starts));
    boolean secure = server.security() == MailServer.Security.TLS;
    all.put("mail.smtp.ssl.enable", Boolean.toString(secure));
    return all;
  }

  /// Sends it on its way.
  ///
  /// @param id of the message, the same when it is sent again
  /// @param failed told why, when it was not taken after all
  public void send(String id, String to, String text, Consumer<String> failed) {
    if (server.host().isEmpty()) {
      failed.accept("there is no mail server (patchbay.mail.host)");
      return;
    }
    deliveries.deliver(() -> problem(id, to, text), failed);
  }

  private String problem(String id, String to, String text) {
    try {
      if (server.user().isEmpty()) {
        Transport.send(message(id, to, text));
      } else {
        Transport.send(message(id, to, text), server.user(), server.password());
      }
      return "";
    } catch (MessagingException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private MimeMessage message(String id, String to, String text) throws MessagingException {
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id.replaceAll("[^0-9A-Za-z.-]", "-") + "@patchbay>");
          }
        };
    message.setFrom(new InternetAddress(server.from(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    // nobody's number begins another header field
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    message.setSubject(plain, UTF_8.name());
    message.setText(plain, UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
    message.setHeader("Importance", "high"); // RFC 2156
    return message;
  }

  @Override
  public void close() {
    deliveries.close();
  }
}
