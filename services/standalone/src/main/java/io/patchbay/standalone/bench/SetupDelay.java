package io.patchbay.standalone.bench;

import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.proto.sim.v1.WorldEvent;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What the gateway adds to the set-up of a call over a SIM line, one call after the other.
///
/// INVITE in → ATD out: from before the INVITE is sent to the modem's having read ATD, so both
/// sockets, policy, gRPC, driver and pty are in it. RING in → INVITE out: from the modem's RING to
/// the INVITE's being received. Both ends are read from the clock of this machine.
public final class SetupDelay implements AutoCloseable {
  private static final long EVENT_MILLIS = 5_000;
  private static final int MOST_FAILED = 20;

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final PrintStream out;
  private final LineWatch lines;
  private final SipPort port;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Quantiles dial = new Quantiles();
  private final Quantiles ring = new Quantiles();
  private int failed;

  private record Arrival(Instant at, SipMessage message) {}

  public SetupDelay(Product product, InstantSource clock, LongSupplier nanoTime, PrintStream out) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.out = out;
    lines = new LineWatch(product.simulatorPort(), nanoTime);
    port =
        new SipPort(
            product.pbx(),
            product.sip(),
            message -> arrivals.add(new Arrival(clock.instant(), message)));
  }

  /// Makes `calls` calls each way, after some that do not count: a JVM compiles what it runs often.
  public void run(int warmUp, int calls) {
    for (int i = 0; i < warmUp + calls; i++) {
      measure(dial, i >= warmUp, out(i));
    }
    if (calls > 0) {
      out.printf(Locale.ROOT, "  INVITE in, ATD out: %d calls%n", dial.count());
    }
    for (int i = 0; i < warmUp + calls; i++) {
      measure(ring, i >= warmUp, in(i));
    }
    if (calls > 0) {
      out.printf(Locale.ROOT, "  RING in, INVITE out: %d calls%n", ring.count());
    }
  }

  /// INVITE in → ATD out.
  public double dialMillis(double quantile) {
    return dial.millis(quantile);
  }

  /// RING in → INVITE out.
  public double ringMillis(double quantile) {
    return ring.millis(quantile);
  }

  public int measured() {
    return dial.count() + ring.count();
  }

  public int failed() {
    return failed;
  }

  private void measure(Quantiles figures, boolean counts, Optional<Long> nanos) {
    if (nanos.isEmpty()) {
      failed++;
      if (failed > MOST_FAILED) {
        throw new BenchFailure("set-up delay: " + failed + " calls did not come through");
      }
    } else if (counts) {
      figures.add(nanos.get());
    }
  }

  /// One call from the PBX, cancelled as soon as the modem dials.
  private Optional<Long> out(int index) {
    String number = String.format(Locale.ROOT, "1380001%04d", index);
    var call = new OutgoingCall("bench-dial-" + index, number, host(), port.port());
    clear();
    Instant sent = clock.instant();
    port.send(call.invite());
    Optional<WorldEvent> placed = lines.next("call-placed", number, EVENT_MILLIS);
    if (placed.isPresent()) {
      port.send(call.cancel());
    }
    boolean ended = finish(call);
    boolean released = placed.isPresent() && lines.next("released", "", EVENT_MILLIS).isPresent();
    return ended && released
        ? placed.map(event -> sent.until(LineWatch.at(event), ChronoUnit.NANOS))
        : Optional.empty();
  }

  /// Acknowledges the final response.
  private boolean finish(OutgoingCall call) {
    while (true) {
      Optional<Arrival> next = nextArrival();
      if (next.isEmpty()) {
        return false;
      }
      SipMessage message = next.get().message();
      if (message.status() >= 200
          && message.answers("INVITE")
          && message.header("Call-ID").equals(call.id())) {
        port.send(call.ack(message));
        return true;
      }
    }
  }

  /// One call from a subscriber to gsm-3 or gsm-4, which the PBX refuses as busy.
  private Optional<Long> in(int index) {
    String subscriber = String.format(Locale.ROOT, "+861380002%04d", index);
    clear();
    lines
        .client()
        .place(
            PlaceCallRequest.newBuilder()
                .setSubscriber(subscriber)
                .setTo(index % 2 == 0 ? "gsm-3" : "gsm-4")
                .setPlan(CallPlan.getDefaultInstance())
                .build());
    String digits = subscriber.substring(3);
    Optional<WorldEvent> rung = lines.next("ringing", digits, EVENT_MILLIS);
    Optional<Instant> invited = rung.isEmpty() ? Optional.empty() : refuse();
    boolean released = lines.next("released", digits, EVENT_MILLIS).isPresent();
    return released
        ? invited.map(at -> LineWatch.at(rung.orElseThrow()).until(at, ChronoUnit.NANOS))
        : Optional.empty();
  }

  /// When the INVITE came, after refusing it.
  private Optional<Instant> refuse() {
    while (true) {
      Optional<Arrival> next = nextArrival();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      SipMessage message = next.get().message();
      if (message.method().equals("INVITE")) {
        port.send(SipText.response(message, "486 Busy Here", "bench", "", ""));
        return Optional.of(next.get().at());
      }
      if (message.method().equals("OPTIONS")) {
        port.send(SipText.response(message, "200 OK", "bench", "", ""));
      }
    }
  }

  private Optional<Arrival> nextArrival() {
    try {
      return Optional.ofNullable(arrivals.poll(EVENT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  private void clear() {
    Waiting.millis(20, nanoTime);
    lines.forget();
    arrivals.clear();
  }

  private String host() {
    return "127.0.0.1:" + port.gateway().getPort();
  }

  @Override
  public void close() {
    port.close();
    lines.close();
  }
}
