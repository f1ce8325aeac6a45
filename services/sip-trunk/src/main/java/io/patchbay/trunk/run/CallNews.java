package io.patchbay.trunk.run;

import io.patchbay.contract.Topics;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.cdr.v1.RtpQuality;
import io.patchbay.trunk.dialog.Action;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.News;
import io.patchbay.trunk.events.FactLog;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Tells Kafka and watchers what happens to calls. Thread-safe, never blocks.
public final class CallNews {
  private final FactLog facts;
  private final InstantSource clock;
  private final String epoch;
  private final AtomicLong numbers = new AtomicLong();
  private final LiveQuality quality = new LiveQuality();
  private final Set<Consumer<CallEvent>> watchers = ConcurrentHashMap.newKeySet();

  public CallNews(FactLog facts, InstantSource clock, String epoch) {
    this.facts = facts;
    this.clock = clock;
    this.epoch = epoch;
  }

  /// Adds a watcher.
  ///
  /// @param watcher called on many threads; must not block
  public void watch(Consumer<CallEvent> watcher) {
    watchers.add(watcher);
  }

  void publish(CallState call, Action.Publish news) {
    CallEvent event = event(call, news.news()).setDigit(news.digit()).setLegId(news.leg()).build();
    publish(call, event);
    if (news.news() == News.ENDED) {
      quality.forget(event.getCall());
    }
  }

  void publish(CallState call, Action.PublishParty news) {
    publish(
        call,
        event(call, news.news())
            .setLegId(news.leg())
            .setPartyId(news.party())
            .setPartyNumber(news.number())
            .build());
  }

  private CallEvent.Builder event(CallState call, News news) {
    return CallEvent.newBuilder()
        .setEventId(epoch + "-c" + numbers.incrementAndGet())
        .setAt(Records.timestamp(clock.instant()))
        .setType(type(news))
        .setCall(shown(call));
  }

  /// A call as call.v1 shows it, with the figures of its RTP.
  Call shown(CallState call) {
    return quality.on(PublicCalls.of(call));
  }

  /// New figures of a leg's RTP.
  void heard(CallState call, String leg, RtpQuality figures) {
    if (call.phase() == CallState.Phase.ENDED) {
      return;
    }
    quality.put(leg, figures);
    publish(
        call,
        CallEvent.newBuilder()
            .setEventId(epoch + "-c" + numbers.incrementAndGet())
            .setAt(Records.timestamp(clock.instant()))
            .setType(CallEvent.Type.TYPE_QUALITY)
            .setLegId(leg)
            .setCall(shown(call))
            .build());
  }

  private void publish(CallState call, CallEvent event) {
    facts.publish(Topics.CALL_EVENTS, call.id(), event);
    watchers.forEach(watcher -> watcher.accept(event));
  }

  private static CallEvent.Type type(News news) {
    return switch (news) {
      case STARTED -> CallEvent.Type.TYPE_STARTED;
      case ALERTING -> CallEvent.Type.TYPE_ALERTING;
      case ANSWERED -> CallEvent.Type.TYPE_ANSWERED;
      case HELD -> CallEvent.Type.TYPE_HELD;
      case RESUMED -> CallEvent.Type.TYPE_RESUMED;
      case TRANSFERRED -> CallEvent.Type.TYPE_TRANSFERRED;
      case DTMF -> CallEvent.Type.TYPE_DTMF;
      case PARTY_WAITING -> CallEvent.Type.TYPE_PARTY_WAITING;
      case PARTY_HEARD -> CallEvent.Type.TYPE_PARTY_HEARD;
      case PARTY_HELD -> CallEvent.Type.TYPE_PARTY_HELD;
      case PARTY_LEFT -> CallEvent.Type.TYPE_PARTY_LEFT;
      case ENDED -> CallEvent.Type.TYPE_ENDED;
    };
  }
}
