package io.patchbay.trunk.account;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.trunk.account.Registration.Bound;
import io.patchbay.trunk.account.Registration.Phase;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.locate.Peer;
import io.patchbay.trunk.sip.OwnRequests;
import io.patchbay.trunk.sip.Reply;
import io.patchbay.trunk.sip.SipEndpoint;
import io.patchbay.trunk.sip.SipSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after one trunk: runs its registration, asks its peer for OPTIONS, keeps the way through
/// NATs open, and tells the board. Thread-safe; never blocks.
final class TrunkCare {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkCare.class);

  /// Of OPTIONS to a server that may be dead.
  private static final long PING_PATIENCE_MS = 4_000;

  private final Identity identity;
  private final Means means;
  private final RegisterText text;
  private final Asking asking;
  private final FlowCare flow;
  private final CountDownLatch gone = new CountDownLatch(1);
  private Registration state;
  private long cseq;
  private PingMachine.State ping = PingMachine.State.UNKNOWN;
  private String pingProblem = "";
  private boolean begun;
  private @Nullable Future<?> wake;
  private @Nullable Future<?> pinger;
  private String said = "";

  /// What it works with.
  ///
  /// @param secret of this installation: instance ids are made of it
  /// @param manner how dialogs with a trunk are held
  record Means(
      Asking asking,
      OwnRequests requests,
      TrunkBoard board,
      LocalPorts ports,
      ScheduledExecutorService timers,
      InstantSource clock,
      RandomGenerator random,
      String secret,
      SipEndpoint sip,
      Function<TrunkSpec, DialogSpec> manner) {}

  TrunkCare(Identity identity, Means means) {
    this.identity = identity;
    this.means = means;
    asking = means.asking();
    flow = new FlowCare(identity, means.sip(), means.timers(), this::dead);
    state = Registration.off(identity.expiresS());
    String seed = means.secret() + '/' + identity.name() + '/' + identity.user();
    text =
        new RegisterText(
            identity,
            this::seen,
            "urn:uuid:" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)),
            Long.toHexString(means.random().nextLong()) + "@" + seen().advertised());
  }

  Identity identity() {
    return identity;
  }

  private SipSettings seen() {
    return means.ports().seen(identity.name());
  }

  private String problem() {
    return means.ports().problem(identity.name());
  }

  /// The trunk has another port of ours: the registrar is to know, and what was said of it is over.
  synchronized void moved() {
    if (begun) {
      report();
      post(new RegEvent.Due(means.clock().instant()));
    }
  }

  synchronized void begin() {
    begun = true;
    if (identity.registers()) {
      post(new RegEvent.Begin(means.clock().instant()));
    }
    if (identity.spec().hasPing()) {
      pinger = means.timers().schedule(this::ping, 0, TimeUnit.MILLISECONDS);
    }
    if (!identity.registers() && !identity.spec().hasPing()) {
      report();
    }
  }

  /// Stops.
  ///
  /// @param unregister take the binding back
  synchronized void end(boolean unregister) {
    begun = false;
    cancel(pinger);
    flow.end();
    post(new RegEvent.End(means.clock().instant(), unregister && identity.registers()));
  }

  /// Waits until a binding has been taken back.
  void awaitGone(Duration patience) throws InterruptedException {
    var _ = gone.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private synchronized void post(RegEvent event) {
    RegistrationMachine.Step step =
        RegistrationMachine.on(state, event, identity.registrars().size());
    if (state.phase() == Phase.TRYING && step.state().phase() == Phase.WAITING) {
      means.ports().lost(identity.name());
    }
    state = step.state();
    for (RegAction action : step.actions()) {
      perform(action);
    }
    if (state.phase() == Phase.OFF) {
      gone.countDown();
    }
  }

  private void perform(RegAction action) {
    switch (action) {
      case RegAction.Send send -> send(send);
      case RegAction.Wake(Duration after) -> {
        cancel(wake);
        wake =
            means
                .timers()
                .schedule(
                    () -> post(new RegEvent.Due(means.clock().instant())),
                    jitter(after),
                    TimeUnit.MILLISECONDS);
      }
      case RegAction.Sleep _ -> cancel(wake);
      case RegAction.Report _ -> report();
    }
  }

  /// Up to a tenth earlier, so that many accounts do not come at once; after a failure later, since
  /// Retry-After is the least.
  private long jitter(Duration after) {
    long ms = after.toMillis();
    long tenth = (long) (means.random().nextDouble() * ms / 10);
    return state.phase() == Phase.WAITING ? ms + tenth : ms - tenth;
  }

  private void send(RegAction.Send send) {
    String problem = problem();
    if (!problem.isEmpty()) {
      means
          .timers()
          .execute(() -> post(new RegEvent.Unreachable(means.clock().instant(), problem)));
      return;
    }
    Peer server = identity.registrars().get(send.server());
    asking.ask(
        server,
        to -> question(to, send),
        patienceMs(),
        outcome -> {
          Instant now = means.clock().instant();
          switch (outcome) {
            case Asking.Outcome.Nobody(String why) -> post(new RegEvent.Unreachable(now, why));
            case Asking.Outcome.Answered(var response, Hop by) -> {
              flow.reached(by);
              post(text.read(now, response, send.expiresS()));
            }
          }
        });
  }

  /// Timer F of the peer; 0: as SIP has it.
  private long patienceMs() {
    return 1000L * means.manner().apply(identity.spec()).getTimers().getTransactionS();
  }

  private synchronized Asking.Question question(Hop to, RegAction.Send send) {
    cseq++;
    String cnonce = Long.toHexString(means.random().nextLong());
    return new Asking.Question(
        text.dialog(to, means.requests().tag(), cseq),
        "REGISTER",
        text.fields(to, send.expiresS(), send.proof(), cnonce));
  }

  /// The registrar is told where we are now.
  private synchronized void dead() {
    if (begun) {
      post(new RegEvent.Due(means.clock().instant()));
    }
  }

  // ---- OPTIONS

  private synchronized void ping() {
    if (!begun) {
      return;
    }
    List<Peer> servers = identity.servers();
    Bound bound = state.bound();
    int at = bound == null ? 0 : Math.min(bound.server(), servers.size() - 1);
    pingFrom(servers, at);
  }

  /// A backup that answers is as good.
  private void pingFrom(List<Peer> servers, int index) {
    if (!problem().isEmpty()) {
      pinged(new Asking.Outcome.Nobody(problem()));
      return;
    }
    asking.ask(
        servers.get(index),
        this::options,
        patienceMs() == 0 ? PING_PATIENCE_MS : Math.min(patienceMs(), PING_PATIENCE_MS),
        outcome -> {
          if (outcome instanceof Asking.Outcome.Nobody && index + 1 < servers.size()) {
            pingFrom(servers, index + 1);
          } else {
            pinged(outcome);
          }
        });
  }

  private Asking.Question options(Hop to) {
    String tag = means.requests().tag();
    String target = "sip:" + identity.domain();
    return new Asking.Question(
        new Dialog(
            tag + "@" + seen().advertised(),
            identity.account()
                ? identity.addressOfRecord()
                : "<sip:patchbay@" + seen().advertised() + ">",
            tag,
            "<" + target + ">",
            "",
            1,
            0,
            identity.routes(),
            target,
            new Flow(to.transport(), to.hostPort(), true, identity.name())),
        "OPTIONS",
        List.of(new Reply.Field("Accept", "application/sdp")));
  }

  private synchronized void pinged(Asking.Outcome outcome) {
    if (!begun) {
      return;
    }
    PingSpec spec = identity.spec().getPing();
    PingMachine.State before = ping;
    String problem =
        switch (outcome) {
          // whatever it says, it is there; but a 503 means: not now
          case Asking.Outcome.Answered(var response, Hop _) ->
              response.status() == 503 ? "answers OPTIONS with 503" : "";
          case Asking.Outcome.Nobody(String why) -> why;
        };
    ping =
        problem.isEmpty() ? PingMachine.answered(before, spec) : PingMachine.failed(before, spec);
    pingProblem = ping.up() ? "" : problem.isEmpty() ? pingProblem : problem;
    if (before.up() != ping.up() || before.known() != ping.known()) {
      if (before.up() != ping.up()) {
        LOG.warn("trunk {}: {}", identity.name(), ping.up() ? "answers again" : pingProblem);
      }
      report();
    }
    pinger =
        means
            .timers()
            .schedule(
                this::ping,
                jitter(Duration.ofSeconds(PingMachine.intervalS(spec))),
                TimeUnit.MILLISECONDS);
  }

  // ---- what others see

  private void report() {
    Instant now = means.clock().instant();
    TrunkStateRecord.Builder record =
        TrunkStateRecord.newBuilder().setTrunk(identity.name()).setReason(state.reason());
    Bound bound = state.bound();
    if (bound != null && state.bound(now)) {
      record
          .setServer(identity.registrars().get(bound.server()).hostPort())
          .setRegisteredUntil(Timestamp.newBuilder().setSeconds(bound.until().getEpochSecond()))
          .addAllServiceRoutes(bound.serviceRoutes())
          .setGruu(bound.gruu());
    }
    if (identity.registers() && begun) {
      record.setRegistration(
          state.bound(now)
              ? TrunkStateRecord.Registration.REGISTRATION_REGISTERED
              : state.phase() == Phase.WAITING
                  ? TrunkStateRecord.Registration.REGISTRATION_FAILED
                  : TrunkStateRecord.Registration.REGISTRATION_TRYING);
    }
    if (identity.spec().hasPing() && ping.known() && begun) {
      record
          .setHealth(
              ping.up() ? TrunkStateRecord.Health.HEALTH_UP : TrunkStateRecord.Health.HEALTH_DOWN)
          .setHealthReason(pingProblem);
    }
    if (record.getReason().isEmpty() && begun) {
      record.setReason(means.ports().note(identity.name()));
    }
    if (!problem().isEmpty() && begun) {
      record.setHealth(TrunkStateRecord.Health.HEALTH_DOWN).setHealthReason(problem());
    }
    log(record);
    means.board().write(record);
  }

  private void log(TrunkStateRecord.Builder record) {
    String words = record.getRegistration() + record.getServer() + record.getReason();
    if (words.equals(said)
        || record.getRegistration() == TrunkStateRecord.Registration.REGISTRATION_TRYING) {
      return;
    }
    said = words;
    switch (record.getRegistration()) {
      case REGISTRATION_REGISTERED ->
          LOG.info("trunk {}: registered at {}", identity.name(), record.getServer());
      case REGISTRATION_FAILED ->
          LOG.warn("trunk {}: not registered: {}", identity.name(), record.getReason());
      case REGISTRATION_UNSPECIFIED, REGISTRATION_TRYING, UNRECOGNIZED -> {}
    }
  }
}
