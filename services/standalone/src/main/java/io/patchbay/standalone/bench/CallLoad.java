package io.patchbay.standalone.bench;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Complete calls PBX → extension 101 at a fixed rate: INVITE, 180, 200, ACK, 500 ms, BYE, 200.
///
/// Threads: the caller's paces, `bench-hang-up` ends calls and repeats, one receives.
final class CallLoad implements AutoCloseable {
  private static final long HOLD_NANOS = 500_000_000;
  private static final long SWEEP_NANOS = 100_000_000;
  private static final long STEP_NANOS = 2_000_000;
  private static final long DRAIN_MILLIS = 4_000;
  private static final long SETTLE_MILLIS = 30_000;

  private final LongSupplier nanoTime;
  private final Product product;
  private final Phone phone;
  private final SipPort port;
  private final Map<String, LoadCall> calls = new ConcurrentHashMap<>();
  private final Queue<LoadCall> held = new ConcurrentLinkedQueue<>();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final String prefix;
  private volatile Quantiles delay = new Quantiles();
  private volatile Quantiles refusal = new Quantiles();
  private volatile boolean closed;
  private int serial;

  CallLoad(Product product, LongSupplier nanoTime) {
    this.product = product;
    this.nanoTime = nanoTime;
    prefix = "bench-" + Long.toHexString(nanoTime.getAsLong()) + "-";
    phone = new Phone(product, SipText::sdp, nanoTime);
    port = new SipPort(product.pbx(), product.sip(), this::received);
    phone.register();
    Thread.ofPlatform().daemon().name("bench-hang-up").start(this::hangUp);
  }

  /// Offers `rate` calls per second for `seconds`, waits until they are over, and counts.
  Rung run(int rate, int seconds) {
    forget();
    long repeatsBefore = phone.repeats();
    Map<String, Long> cpu = product.cpuMillis();
    long own = ProcessMeter.cpuMillis(ProcessHandle.current().pid());
    int offered = rate * seconds;
    long due = nanoTime.getAsLong();
    for (int i = 0; i < offered; i++) {
      Waiting.until(due, nanoTime);
      invite();
      due += 1_000_000_000L / rate;
    }
    Waiting.forCondition(DRAIN_MILLIS, nanoTime, calls::isEmpty);
    double done = Math.max(1, completed.get());
    return new Rung(
        rate,
        offered,
        completed.get(),
        refused.get(),
        refused.get() == 0 ? Double.NaN : refusal.millis(0.99),
        repeats.get() + phone.repeats() - repeatsBefore,
        delay.millis(0.5),
        delay.millis(0.99),
        perCall(cpu, product.cpuMillis(), done),
        (ProcessMeter.cpuMillis(ProcessHandle.current().pid()) - own) / done);
  }

  private static Map<String, Double> perCall(
      Map<String, Long> before, Map<String, Long> after, double calls) {
    return after.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                used -> (used.getValue() - before.getOrDefault(used.getKey(), 0L)) / calls));
  }

  /// Waits for the calls that came too late to count, so that the next rate begins clean.
  void settle() {
    Waiting.forCondition(SETTLE_MILLIS, nanoTime, calls::isEmpty);
  }

  private void forget() {
    calls.clear();
    held.clear();
    phone.forget();
    completed.set(0);
    refused.set(0);
    repeats.set(0);
    delay = new Quantiles();
    refusal = new Quantiles();
  }

  private void invite() {
    String id = prefix + serial++;
    String host = "127.0.0.1:" + product.sip().getPort();
    var call = new LoadCall(new OutgoingCall(id, "101", host, port.port()), nanoTime.getAsLong());
    calls.put(id, call);
    port.send(call.call().invite());
  }

  private void received(SipMessage message) {
    if (message.status() == 0) {
      request(message);
      return;
    }
    LoadCall call = calls.get(message.header("Call-ID"));
    if (call == null) {
      return; // over already
    }
    if (message.answers("BYE")) {
      ended(call, message.status());
    } else if (message.answers("INVITE")) {
      invited(call, message);
    }
  }

  private void request(SipMessage message) {
    if (!message.method().equals("ACK")) {
      port.send(SipText.response(message, "200 OK", "pbx", "", ""));
    }
  }

  private void invited(LoadCall call, SipMessage message) {
    long now = nanoTime.getAsLong();
    int status = message.status();
    if (status < 200) {
      if (status >= 180) {
        long after = call.alerting(now);
        if (after >= 0) {
          delay.add(after);
        }
      } else {
        call.proceeding();
      }
      return;
    }
    port.send(call.call().ack(message));
    if (status >= 300) {
      failed(call, status, now);
    } else if (call.answered(message, now)) {
      held.add(call);
    } else {
      repeats.incrementAndGet();
    }
  }

  private void failed(LoadCall call, int status, long now) {
    if (call.over(LoadCall.Phase.FAILED, now)) {
      calls.remove(call.call().id());
      if (status == 503) {
        refused.incrementAndGet();
        refusal.add(now - call.invitedAt());
      }
    }
  }

  private void ended(LoadCall call, int status) {
    boolean good = status < 300;
    var end = good ? LoadCall.Phase.DONE : LoadCall.Phase.FAILED;
    if (call.over(end, nanoTime.getAsLong())) {
      calls.remove(call.call().id());
      if (good) {
        completed.incrementAndGet();
      }
    }
  }

  private void hangUp() {
    long sweep = nanoTime.getAsLong();
    while (!closed) {
      long now = nanoTime.getAsLong();
      LoadCall next = held.peek();
      while (next != null && now - next.since() >= HOLD_NANOS) {
        held.poll();
        String bye = next.ending(now);
        if (bye != null) {
          port.send(bye);
        }
        next = held.peek();
      }
      if (now - sweep >= SWEEP_NANOS) {
        sweep = now;
        repeat(now);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private void repeat(long now) {
    phone.retransmit();
    for (LoadCall call : calls.values()) {
      String request = call.repeat(now);
      if (request != null) {
        repeats.incrementAndGet();
        port.send(request);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    port.close();
    phone.close();
  }
}
