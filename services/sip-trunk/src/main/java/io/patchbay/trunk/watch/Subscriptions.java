package io.patchbay.trunk.watch;

import io.patchbay.trunk.sip.OwnRequests;
import io.patchbay.trunk.sip.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// The subscriptions of this replica, and the NOTIFYs they cause: one at a time for each, with what
/// holds when it is sent (RFC 6665 §4.2.2). One whose watcher does not know it, or is silent, ends.
/// Thread-safe.
final class Subscriptions {
  private static final int MOST = 10_000;
  private static final int MOST_OF_ONE = 100;
  private static final long PATIENCE_MS = 10_000;

  private final Map<String, Subscription> table = new ConcurrentHashMap<>();
  private final OwnRequests requests;
  private final Function<Subscription, String> state;
  private final ScheduledExecutorService timers;
  private final InstantSource clock;

  /// @param state the document that holds now, with [StateTexts#VERSION] in it
  Subscriptions(
      OwnRequests requests,
      Function<Subscription, String> state,
      ScheduledExecutorService timers,
      InstantSource clock) {
    this.requests = requests;
    this.state = state;
    this.timers = timers;
    this.clock = clock;
  }

  int size() {
    return table.size();
  }

  Optional<Subscription> find(String tag) {
    return Optional.ofNullable(table.get(tag));
  }

  /// Is there room for one more of this watcher?
  boolean room(String watcher) {
    return table.size() < MOST
        && table.values().stream().filter(one -> one.watcher().equals(watcher)).count()
            < MOST_OF_ONE;
  }

  /// Adds it and tells its state.
  void add(Subscription subscription) {
    table.put(subscription.tag(), subscription);
    again(subscription.tag(), subscription.until());
  }

  /// Its watcher wants it for longer, and to be told everything once more (RFC 6665 §4.2.1.2).
  ///
  /// @param target Contact of the watcher; empty: as before
  void renew(String tag, long cseq, String target, Instant until) {
    table.computeIfPresent(
        tag, (_, one) -> one.refreshed(one.dialog().withRemoteSeq(cseq).withTarget(target), until));
    again(tag, until);
  }

  private void again(String tag, Instant until) {
    long lengthMs = Math.max(1, until.toEpochMilli() - clock.millis());
    var _ = timers.schedule(() -> expire(tag), lengthMs, TimeUnit.MILLISECONDS);
    tell(tag);
  }

  /// Answers a question that is no subscription (RFC 6665 §4.4.3).
  void once(Subscription one) {
    send(one, state.apply(one), "terminated;reason=timeout", _ -> {});
  }

  private void expire(String tag) {
    Subscription one = table.get(tag);
    if (one != null && !one.until().isAfter(clock.instant())) {
      end(tag, "timeout");
    }
  }

  /// Something has happened to the target.
  void changed(String target, EventPackage... kinds) {
    List<EventPackage> concerned = List.of(kinds);
    for (Subscription one : new ArrayList<>(table.values())) {
      if (one.target().equals(target) && concerned.contains(one.kind())) {
        tell(one.tag());
      }
    }
  }

  /// Everything is looked at again: bindings expire without a word.
  void sweep() {
    new ArrayList<>(table.keySet()).forEach(this::tell);
  }

  /// Ends every subscription to what is there no more.
  void endUnless(Predicate<String> there) {
    for (Subscription one : new ArrayList<>(table.values())) {
      if (!there.test(one.target()) || !there.test(one.watcher())) {
        end(one.tag(), "noresource");
      }
    }
  }

  /// Ends it with a last word.
  void end(String tag, String reason) {
    Subscription one = table.remove(tag);
    if (one != null) {
      send(one, state.apply(one), "terminated;reason=" + reason, _ -> {});
    }
  }

  void endAll(String reason) {
    new ArrayList<>(table.keySet()).forEach(tag -> end(tag, reason));
  }

  private void tell(String tag) {
    while (true) {
      Subscription one = table.get(tag);
      String now = one == null || one.busy() ? "" : state.apply(one);
      if (one == null || one.busy() || now.equals(one.told())) {
        return;
      }
      if (table.replace(tag, one, one.telling(now))) {
        long left = Math.max(0, one.until().getEpochSecond() - clock.instant().getEpochSecond());
        send(one, now, "active;expires=" + left, answer -> told(tag, answer));
        return;
      }
    }
  }

  private void told(String tag, OwnRequests.Answer answer) {
    boolean fine =
        answer instanceof OwnRequests.Answer.Responded(var response) && response.status() < 300;
    if (fine) {
      table.computeIfPresent(tag, (_, one) -> one.idle());
      tell(tag);
    } else {
      table.remove(tag);
    }
  }

  private void send(
      Subscription one, String text, String subscriptionState, Consumer<OwnRequests.Answer> done) {
    requests.send(
        one.dialog().next(),
        "NOTIFY",
        text.replace(StateTexts.VERSION, Integer.toString(one.version())),
        one.kind().contentType(),
        List.of(
            new Reply.Field("Event", one.event()),
            new Reply.Field("Subscription-State", subscriptionState)),
        PATIENCE_MS,
        done);
  }
}
