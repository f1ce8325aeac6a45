package io.patchbay.standalone.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Extension 101: registers with digest, rings and answers every call at once.
final class Phone implements AutoCloseable {
  private static final String USER = "101";
  private static final long T1_NANOS = 500_000_000;

  private final LongSupplier nanoTime;
  private final String password;
  private final SipPort port;
  private final Map<String, Answer> unacknowledged = new ConcurrentHashMap<>();
  private final Map<String, Boolean> seen = new ConcurrentHashMap<>();
  private final BlockingQueue<SipMessage> registrations = new LinkedBlockingQueue<>();
  private final AtomicLong repeats = new AtomicLong();

  private final Supplier<String> sdp;

  private record Answer(String text, long sentAt) {}

  /// @param sdp what it answers a call with
  Phone(Product product, Supplier<String> sdp, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sdp = sdp;
    password = product.password();
    port =
        new SipPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            product.sip(),
            this::received);
  }

  /// Retransmissions so far: the gateway's that came here, and ours.
  long repeats() {
    return repeats.get();
  }

  /// Forgets the calls of the rung before.
  void forget() {
    unacknowledged.clear();
    seen.clear();
  }

  /// Sends the 200 of calls without ACK again (RFC 3261 §13.3.1.4).
  void retransmit() {
    long now = nanoTime.getAsLong();
    unacknowledged.forEach((id, answer) -> {
      if (now - answer.sentAt() > T1_NANOS) {
        repeats.incrementAndGet();
        unacknowledged.computeIfPresent(id, (_, _) -> new Answer(answer.text(), now));
        port.send(answer.text());
      }
    });
  }

  /// REGISTER with the answer to its challenge (RFC 3261 §22, RFC 7616).
  void register() {
    port.send(register(1, ""));
    SipMessage challenge = registration();
    if (challenge.status() == 401) {
      port.send(
          register(
              2,
              DigestAnswer.toRegister(
                  challenge.header("WWW-Authenticate"), USER, password, SipText.uri(port))));
      challenge = registration();
    }
    if (challenge.status() != 200) {
      throw new BenchFailure(
          "extension 101 cannot register: " + challenge.text().lines().findFirst().orElse(""));
    }
  }

  private SipMessage registration() {
    try {
      SipMessage answer = registrations.poll(5, TimeUnit.SECONDS);
      if (answer == null) {
        throw new BenchFailure("extension 101 cannot register: no answer");
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  private void received(SipMessage message) {
    switch (message.method()) {
      case "INVITE" -> invited(message);
      case "ACK" -> unacknowledged.remove(message.header("Call-ID"));
      case "BYE" -> {
        repeated(message, "B");
        port.send(SipText.response(message, "200 OK", "phone", "", ""));
      }
      case "OPTIONS", "CANCEL" -> port.send(SipText.response(message, "200 OK", "phone", "", ""));
      default -> {
        if (message.answers("REGISTER") && message.status() >= 200) {
          registrations.add(message);
        }
      }
    }
  }

  private void invited(SipMessage invite) {
    if (repeated(invite, "I")) {
      return;
    }
    String contact = "Contact: <sip:" + USER + "@127.0.0.1:" + port.port() + ">\r\n";
    port.send(SipText.response(invite, "180 Ringing", "phone", contact, ""));
    String answer = SipText.response(invite, "200 OK", "phone", contact, sdp.get());
    unacknowledged.put(invite.header("Call-ID"), new Answer(answer, nanoTime.getAsLong()));
    port.send(answer);
  }

  private boolean repeated(SipMessage message, String mark) {
    boolean again = seen.putIfAbsent(mark + message.header("Call-ID"), true) != null;
    if (again) {
      repeats.incrementAndGet();
    }
    return again;
  }

  private String register(int sequence, String authorization) {
    String id = "bench-register-127.0.0.1:" + port.port();
    return SipText.register(port, id, USER, sequence, authorization);
  }

  @Override
  public void close() {
    port.close();
  }
}
