package io.patchbay.scenarios.harness;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.sim.v1.CallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What one test has at hand: a running gateway, its simulated world, and phones that vanish with
/// the test.
public final class Lab implements AutoCloseable {
  private static final AtomicInteger SUBSCRIBERS = new AtomicInteger();

  private final Gateway gateway;
  private final Simulated world;
  private final Records records;
  private final Instant began;
  private final Path directory;
  private final Deque<AutoCloseable> agents = new ArrayDeque<>();

  public Lab(Gateway gateway) throws IOException {
    this.gateway = gateway;
    this.world = new Simulated(gateway.ready());
    this.records = new Records(gateway.ready());
    this.began = Instant.now();
    this.directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "recordings")), "r")
            .toAbsolutePath();
  }

  public Gateway gateway() {
    return gateway;
  }

  public Ready ready() {
    return gateway.ready();
  }

  public Simulated world() {
    return world;
  }

  public Records records() {
    return records;
  }

  /// When the test began.
  public Instant began() {
    return began;
  }

  /// A mobile number nobody else uses in this run.
  public String subscriber() {
    return "+86138%08d".formatted(SUBSCRIBERS.incrementAndGet());
  }

  /// A subscriber of the exchange, whom nobody else uses at the time.
  public String fixedSubscriber() {
    return "555%02d".formatted(10 + SUBSCRIBERS.incrementAndGet() % 90);
  }

  /// A number of the PBX nobody else uses in this run.
  public String station() {
    return "57%06d".formatted(SUBSCRIBERS.incrementAndGet());
  }

  /// A registered extension that sends the tone; the account may have more parameters of baresip's.
  public Baresip extension(String user, String... accountParameters) throws IOException {
    return keep(Baresip.extension(ready(), user, accountParameters));
  }

  /// As [#extension], over `tcp` or `tls`.
  public Baresip extensionOver(String user, String transport) throws IOException {
    return keep(Baresip.extensionOver(ready(), user, transport));
  }

  /// What a phone dials to reach a number by the gateway.
  public String uri(String number) {
    return "sip:" + number + "@127.0.0.1:" + ready().sipUdp();
  }

  /// Stores settings of the whole installation, until closed. The services have them soon after.
  public AutoCloseable settings(SettingsSpec.Builder settings) {
    records.put(
        Document.newBuilder().setKind("Settings").setName("default").setSettings(settings).build());
    return () -> records.delete("Settings", "default");
  }

  /// Gives a line one more setting that its identity shows, until closed; returns once the line
  /// serves with it.
  public AutoCloseable lineSetting(String line, String key, String value) {
    Document before = records.document("Line", line).toBuilder().clearRevision().build();
    Document.Builder changed = before.toBuilder();
    changed.getLineBuilder().putSettings(key, value);
    records.put(changed.build());
    awaitServing(line, key, true);
    return () -> {
      records.hangUpAll(); // a line is opened anew between calls
      records.put(before);
      awaitServing(line, key, false);
    };
  }

  private void awaitServing(String line, String key, boolean shown) {
    Await.until(
        "line " + line + " in service " + (shown ? "with " : "without ") + key,
        Duration.ofSeconds(60),
        () -> {
          var status = records.line(line).getStatus();
          return status.getState() == LineState.LINE_STATE_IN_SERVICE
              && status.containsIdentity(key) == shown;
        });
  }

  /// The PBX: SIPp at the address of trunk `pbx`.
  public Sipp pbx(Sipp.Scenario scenario) throws IOException {
    return keep(Sipp.start(ready(), "127.0.0.1", gateway.trunkPeerPort(), scenario));
  }

  /// The PBX calls a subscriber, who answers and talks as [#talking] `mobile`.
  public Sipp pbxCalls(String subscriber, Sipp.Scenario scenario) throws IOException {
    Sipp pbx = pbx(scenario.call(station(), subscriber));
    world.answer(subscriber, talking("mobile"));
    return pbx;
  }

  /// A subscriber calls this line and talks as [#talking] `mobile`, the phone answers; returns the
  /// subscriber's number.
  public String mobileCalls(String line, Baresip phone) {
    String subscriber = subscriber();
    world.call(subscriber, line, talking("mobile"));
    phone.answer();
    world.await(subscriber, "answered", "");
    return subscriber;
  }

  /// SIPp at an address the gateway does not know.
  public Sipp stranger(Sipp.Scenario scenario) throws IOException {
    return keep(Sipp.start(ready(), "127.0.0.2", Ports.freeUdp(), scenario));
  }

  /// An analogue telephone, `fxs-1` or `fxs-2`.
  public Handset phone(String name) {
    return new Handset(world, name);
  }

  /// Puts down what a test left off the hook.
  public void handsetsDown() {
    for (String name : new String[] {"fxs-1", "fxs-2"}) {
      if (phone(name).lifted()) {
        phone(name).hangUp();
      }
    }
  }

  public RtpPeer media(G711 codec) throws IOException {
    return keep(RtpPeer.open(codec));
  }

  public RtpPeer media(G711 codec, int ptimeMs) throws IOException {
    return keep(RtpPeer.open(codec, ptimeMs));
  }

  /// Closed when the test is over.
  public <T extends AutoCloseable> T keep(T agent) {
    agents.push(agent);
    return agent;
  }

  /// Calls this line, again and again, until the phone rings; returns the caller's number.
  public String awaitCallBy(String line, Baresip phone, Duration deadline) {
    return Await.value(
        "a call by " + line,
        deadline,
        () -> {
          String subscriber = subscriber();
          world.call(subscriber, line, talking(subscriber));
          if (phone.hearsOf(subscriber, Duration.ofSeconds(4))) {
            return Optional.of(subscriber);
          }
          world.giveUp(subscriber);
          return Optional.empty();
        });
  }

  /// Where the simulated side records to.
  public Path recording(String name) {
    return directory.resolve(name + ".wav");
  }

  /// Says the tone, 10 dB below full scale, and records.
  public CallPlan talking(String recording) {
    return CallPlan.newBuilder()
        .setSay("tone:1000@-7")
        .setRecord(recording(recording).toString())
        .build();
  }

  /// Waits until the side that [#talking] is about heard the tone for this long without a gap.
  public void awaitTone(String recording, Duration length) {
    Await.until(
        length + " of the tone at " + recording + " (" + recording(recording) + ")",
        length.plusSeconds(15),
        () ->
            ToneMeter.read(recording(recording)).longestStretch().seconds() * 1000
                >= length.toMillis());
  }

  /// The recording made by [#talking], once the call is over.
  public ToneMeter recorded(String name) {
    Await.until("recording " + name, Duration.ofSeconds(5), () -> Files.size(recording(name)) > 44);
    try {
      return ToneMeter.read(recording(name));
    } catch (IOException e) {
      throw new AssertionError("recording " + name, e);
    }
  }

  /// Calls are ended while everybody who is in one is still there to answer.
  @Override
  public void close() {
    try (records;
        world) {
      try {
        records.hangUpAll();
        records.awaitIdle(Duration.ofSeconds(10));
      } finally {
        agents.forEach(Lab::close);
      }
    }
  }

  private static void close(AutoCloseable agent) {
    try {
      agent.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new AssertionError("closing " + agent, e);
    }
  }
}
