package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// A fax machine with SIP: an extension that has one call, by G.711 at first, and T.38 when it or
/// the gateway asks for it.
///
/// One thread receives; the methods may be called from any other.
public final class FaxFarEnd implements AutoCloseable {
  /// What it makes of T.38.
  public enum T38 {
    /// Asks for it once the call is answered.
    ASKS,
    /// Waits to be asked.
    TAKES,
    /// 488.
    REFUSES,
    /// Calls with it, and with no audio.
    ONLY
  }

  private final DatagramSocket socket;
  private final String user;
  private final String password;
  private final int gateway;
  private final T38 t38;
  private final FaxLink media;
  private final ConcurrentMap<String, String> answers = new ConcurrentHashMap<>();
  private String callId = "";
  private String local = "";
  private String remote = "";
  private String target = "";
  private int sequence;
  private int asked;
  private boolean established;
  private boolean ended;
  private @Nullable String failure;

  private FaxFarEnd(Ready ready, DatagramSocket socket, String user, T38 t38, FaxLink media)
      throws IOException {
    this.socket = socket;
    this.user = user;
    this.password = ready.password(user);
    this.gateway = ready.sipUdp();
    this.t38 = t38;
    this.media = media;
    socket.setSoTimeout(0);
    Thread.ofPlatform().daemon().name("fax-sip").start(this::receive);
  }

  /// Registers one that answers.
  ///
  /// @param page where it puts what it gets
  public static FaxFarEnd receives(Ready ready, String user, T38 t38, Path page)
      throws IOException {
    return open(ready, user, t38, new FaxLink(false, false, page));
  }

  /// Registers one that will call.
  public static FaxFarEnd sends(Ready ready, String user, T38 t38, Path page) throws IOException {
    return open(ready, user, t38, new FaxLink(true, true, page));
  }

  @SuppressWarnings("resource") // the guesser's socket is ours
  private static FaxFarEnd open(Ready ready, String user, T38 t38, FaxLink media)
      throws IOException {
    var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    String answer = new SipGuesser(ready, user, socket).guess(ready.password(user));
    if (!answer.startsWith("SIP/2.0 200")) {
      throw new AssertionError("extension " + user + ": " + answer.lines().findFirst());
    }
    return new FaxFarEnd(ready, socket, user, t38, media);
  }

  /// Calls this number of the gateway's.
  public synchronized void call(String number) {
    callId = "fax-" + socket.getLocalPort();
    local = "<sip:" + user + "@127.0.0.1>;tag=" + callId;
    remote = "<sip:" + number + "@127.0.0.1:" + gateway + ">";
    target = "sip:" + number + "@127.0.0.1:" + gateway;
    request("INVITE", "", sdp(t38 == T38.ONLY));
  }

  public synchronized void hangUp() {
    request("BYE", "", "");
  }

  /// Waits until both have agreed.
  public void awaitTalking(Duration deadline) {
    await("call of " + user, deadline, () -> established);
  }

  /// Waits until T.38 is under way: something has come.
  public void awaitT38(Duration deadline) {
    await("T.38 at " + user, deadline, media::hearsT38);
  }

  /// Waits until there is audio in place of T.38.
  public void awaitAudio(Duration deadline) {
    await("audio in place of T.38 at " + user, deadline, () -> !media.t38());
  }

  /// Waits until the fax is over.
  public void awaitOver(Duration deadline) {
    await("end of the fax at " + user, deadline, media::over);
  }

  /// Waits until the call is over.
  public void awaitEnded(Duration deadline) {
    await("end of the call of " + user, deadline, () -> ended);
  }

  private void await(String what, Duration deadline, java.util.concurrent.Callable<Boolean> test) {
    Await.until(
        what,
        deadline,
        () -> {
          synchronized (this) {
            if (failure != null) {
              throw new AssertionError(user + ": " + failure);
            }
            return test.call();
          }
        });
  }

  /// Of T.30: 0 is good.
  public int result() {
    return media.result();
  }

  /// How often the gateway asked for T.38.
  public synchronized int asked() {
    return asked;
  }

  private String contact() {
    return "Contact: <sip:" + user + "@127.0.0.1:" + socket.getLocalPort() + ">\r\n";
  }

  private String sdp(boolean image) {
    try {
      return image
          ? "v=0\r\no=- 7 "
              + (sequence + asked + 2)
              + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=image "
              + media.t38Port()
              + " udptl t38\r\na=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\n"
              + "a=T38FaxRateManagement:transferredTCF\r\na=T38FaxMaxDatagram:400\r\n"
              + "a=T38FaxUdpEC:t38UDPRedundancy\r\n"
          : Sipp.plainSdp(media.audioPort(), G711.PCMA).replace("\n", "\r\n") + "\r\n";
    } catch (IOException e) {
      throw new AssertionError("T.38 port", e);
    }
  }

  private void request(String method, String fields, String body) {
    sequence++;
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
    send(
        head(method, method, sequence)
            + contact()
            + fields
            + type
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /// @param transaction the method that began it
  private String head(String method, String transaction, int number) {
    return "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK%s%s%d\r\nMax-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %d %s\r\n"
        .formatted(
            method,
            target,
            socket.getLocalPort(),
            callId.hashCode(),
            transaction,
            number,
            local,
            remote,
            callId,
            number,
            method);
  }

  private void send(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    try {
      socket.send(
          new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), gateway));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new AssertionError("SIP to port " + gateway, e);
      }
    }
  }

  private void receive() {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      var packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // closed
      }
      SipText message =
          SipText.of(new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII));
      synchronized (this) {
        if (message.status() > 0) {
          answered(message);
        } else {
          asked(message);
        }
      }
    }
  }

  private void answered(SipText answer) {
    if (answer.status() < 200 || answer.sequence() != sequence) {
      return;
    }
    if (answer.method().equals("INVITE")) {
      boolean good = answer.status() < 300;
      if (good) {
        remote = answer.field("To");
        target = answer.uri("Contact");
      }
      send(head("ACK", good ? "ACK" : "INVITE", answer.sequence()) + "Content-Length: 0\r\n\r\n");
      if (answer.status() == 401 && sequence == 1) {
        String challenge = answer.field("WWW-Authenticate");
        request(
            "INVITE",
            SipGuesser.credentials(challenge, user, password, "INVITE", target),
            sdp(t38 == T38.ONLY));
      } else if (good) {
        established = true;
        switchTo(answer);
      } else {
        failure = answer.start();
      }
    }
    ended |= answer.method().equals("BYE");
  }

  private void asked(SipText request) {
    if (request.method().equals("ACK")) {
      if (!established && t38 == T38.ASKS) {
        request("INVITE", "", sdp(true));
      }
      established = true;
      return;
    }
    send(answers.computeIfAbsent(request.method() + request.field("CSeq"), _ -> answer(request)));
  }

  private String answer(SipText request) {
    if (request.method().equals("BYE") || request.method().equals("CANCEL")) {
      ended = true;
    }
    if (!request.method().equals("INVITE")) {
      return request.answer("200 OK", "fax", "", "");
    }
    boolean image = imagePort(request) > 0;
    asked += image ? 1 : 0;
    if (image && t38 == T38.REFUSES) {
      return request.answer("488 Not Acceptable Here", "fax", "", "");
    }
    if (callId.isEmpty()) {
      callId = request.field("Call-ID");
      local = request.field("To") + ";tag=fax";
      remote = request.field("From");
    }
    target = request.uri("Contact");
    switchTo(request);
    return request.answer("200 OK", "fax", contact(), sdp(image));
  }

  private void switchTo(SipText described) {
    int port = imagePort(described);
    if (port > 0) {
      media.t38(port);
    } else {
      media.audioAgain();
    }
  }

  private static int imagePort(SipText message) {
    return message
        .body()
        .lines()
        .filter(line -> line.startsWith("m=image "))
        .mapToInt(line -> Integer.parseInt(line.split(" ", 3)[1]))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    media.close();
  }
}
