package io.patchbay.trunk.watch;

import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.feature.Callers;
import io.patchbay.trunk.feature.SipFeature;
import io.patchbay.trunk.register.Registrations;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.OwnRequests;
import io.patchbay.trunk.sip.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// SUBSCRIBE of extensions to each other (RFC 6665 §4.2.1). A subscription lives on the replica
/// that took it; another one answers 481 to its refresh, and the watcher subscribes anew.
/// Thread-safe.
public final class WatchFeature implements SipFeature, AutoCloseable {
  private static final int USUAL_S = 3600;
  private static final int LEAST_S = 60;
  private static final int SWEEP_S = 15;

  /// A call of another replica of which nothing was heard for so long went with that replica.
  private static final Duration UNHEARD = Duration.ofMinutes(15);

  private final Configuration configuration;
  private final Callers callers;
  private final Registrations registrations;
  private final OwnRequests requests;
  private final InstantSource clock;
  private final String host;
  private final Activities activities = new Activities();
  private final Map<String, String> summaries = new ConcurrentHashMap<>();
  private final Subscriptions subscriptions;

  /// @param host of our SIP URIs
  public WatchFeature(
      Configuration configuration,
      Callers callers,
      Registrations registrations,
      OwnRequests requests,
      ScheduledExecutorService timers,
      InstantSource clock,
      String host) {
    this.configuration = configuration;
    this.callers = callers;
    this.registrations = registrations;
    this.requests = requests;
    this.clock = clock;
    this.host = host;
    subscriptions = new Subscriptions(requests, this::state, timers, clock);
    registrations.watch(name -> subscriptions.changed(name, EventPackage.PRESENCE));
    var _ = timers.scheduleWithFixedDelay(this::sweep, SWEEP_S, SWEEP_S, TimeUnit.SECONDS);
  }

  @Override
  public String method() {
    return "SUBSCRIBE";
  }

  /// Subscriptions that live here.
  public int size() {
    return subscriptions.size();
  }

  /// Something has happened to a call.
  public void called(CallEvent event) {
    for (String name : activities.take(event)) {
      subscriptions.changed(name, EventPackage.DIALOG, EventPackage.PRESENCE);
    }
  }

  /// Something has happened to a call of another replica.
  public void calledElsewhere(CallEvent event) {
    for (String name : activities.elsewhere(event, clock.instant())) {
      subscriptions.changed(name, EventPackage.DIALOG, EventPackage.PRESENCE);
    }
  }

  /// What waits for an extension now.
  public void waits(String extension, String summary) {
    summaries.put(extension, summary);
    subscriptions.changed(extension, EventPackage.MESSAGE_SUMMARY);
  }

  private void sweep() {
    for (String name : activities.forget(clock.instant().minus(UNHEARD))) {
      subscriptions.changed(name, EventPackage.DIALOG, EventPackage.PRESENCE);
    }
    subscriptions.endUnless(name -> configuration.extension(name).isPresent());
    subscriptions.sweep();
  }

  private String state(Subscription one) {
    String target = one.target();
    return switch (one.kind()) {
      case DIALOG -> StateTexts.dialogInfo(target, host, activities.of(target));
      case PRESENCE ->
          StateTexts.presence(
              target,
              host,
              registrations.bindings(target).size(),
              !activities.of(target).isEmpty());
      case MESSAGE_SUMMARY -> summaries.getOrDefault(target, StateTexts.noMessages(target, host));
    };
  }

  @Override
  public void request(IncomingRequest request, Consumer<Reply> answer) {
    switch (callers.identify(request)) {
      case Callers.Caller.Refused(Reply reply) -> answer.accept(reply);
      case Callers.Caller.Trunk _ -> answer.accept(Reply.of(403));
      case Callers.Caller.Extension(String watcher) -> {
        if (request.toTag().isEmpty()) {
          begin(watcher, request, answer);
        } else {
          refresh(watcher, request, answer);
        }
      }
    }
  }

  /// One at a time: the next one must see the subscription that was just accepted.
  private synchronized void begin(String watcher, IncomingRequest request, Consumer<Reply> answer) {
    String event = request.header("Event").orElse("");
    EventPackage kind = EventPackage.of(event).orElse(null);
    String target = request.requestUser();
    if (kind == null) {
      answer.accept(Reply.of(489).with("Allow-Events", EventPackage.all()));
    } else if (configuration.extension(target).isEmpty()) {
      answer.accept(Reply.of(404));
    } else if (!mayWatch(watcher, target, kind)) {
      answer.accept(Reply.of(403));
    } else if (!kind.accepted(request.header("Accept").orElse(""))) {
      answer.accept(Reply.of(406).with("Accept", kind.contentType()));
    } else if (tooShort(request)) {
      answer.accept(tooBrief());
    } else if (!subscriptions.room(watcher)) {
      answer.accept(Reply.of(503).with("Retry-After", "60"));
    } else {
      String tag = requests.tag();
      Dialog dialog =
          new Dialog(
              request.callId(),
              request.to(),
              tag,
              request.from(),
              request.fromTag(),
              0,
              request.cseq(),
              request.recordRoutes(),
              request.contact(),
              new Flow(request.source().transport(), request.source().hostPort()));
      int seconds = seconds(request);
      answer.accept(accepted(tag, seconds));
      Subscription fresh =
          new Subscription(dialog, watcher, target, kind, event, until(seconds), 0, "", false);
      if (seconds == 0) {
        subscriptions.once(fresh);
      } else {
        subscriptions.add(fresh);
      }
    }
  }

  private void refresh(String watcher, IncomingRequest request, Consumer<Reply> answer) {
    Subscription one =
        subscriptions
            .find(request.toTag())
            .filter(known ->
                known.watcher().equals(watcher)
                    && known.dialog().callId().equals(request.callId())
                    && known.dialog().remoteTag().equals(request.fromTag()))
            .orElse(null);
    if (one == null) {
      answer.accept(Reply.of(481));
    } else if (request.cseq() <= one.dialog().remoteSeq()) {
      answer.accept(Reply.of(500));
    } else if (tooShort(request)) {
      answer.accept(tooBrief());
    } else {
      int seconds = seconds(request);
      answer.accept(accepted(one.tag(), seconds));
      if (seconds == 0) {
        subscriptions.end(one.tag(), "timeout");
      } else {
        subscriptions.renew(one.tag(), request.cseq(), request.contact(), until(seconds));
      }
    }
  }

  private boolean mayWatch(String watcher, String target, EventPackage kind) {
    boolean own = watcher.equals(target);
    return own
        || (kind != EventPackage.MESSAGE_SUMMARY
            && !configuration.extension(target).orElseThrow().getHidden());
  }

  private Instant until(int seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  private static Reply accepted(String tag, int seconds) {
    return Reply.of(200).within(tag).withContact().with("Expires", Integer.toString(seconds));
  }

  private static boolean tooShort(IncomingRequest request) {
    return request.expires() > 0 && request.expires() < LEAST_S;
  }

  private static Reply tooBrief() {
    return Reply.of(423).with("Min-Expires", Integer.toString(LEAST_S));
  }

  private static int seconds(IncomingRequest request) {
    return request.expires() < 0 ? USUAL_S : Math.min(request.expires(), USUAL_S);
  }

  /// Whoever watches subscribes anew, elsewhere (RFC 6665 §4.1.3: deactivated).
  @Override
  public void close() {
    subscriptions.endAll("deactivated");
  }
}
