package io.patchbay.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

final class SubscribersTest {
  private final Subscribers<String> subscribers = new Subscribers<>(3, 2);

  private static final class Reader implements Subscriber<String> {
    final List<String> read = new ArrayList<>();
    final List<Subscription> subscription = new ArrayList<>();
    boolean over;

    @Override
    public void onSubscribe(Subscription to) {
      subscription.add(to);
    }

    @Override
    public void onNext(String item) {
      read.add(item);
    }

    @Override
    public void onError(Throwable thrown) {
      over = true;
    }

    @Override
    public void onComplete() {
      over = true;
    }

    void request(long n) {
      subscription.getFirst().request(n);
    }
  }

  @Test
  void everyoneGetsTheBeginningThenTheChangesAsFastAsTheyAsk() {
    Reader reader = new Reader();
    subscribers.stream(() -> List.of("first"), () -> true).subscribe(reader);
    assertEquals(List.of(), reader.read);
    reader.request(2);
    subscribers.publish("a");
    subscribers.publish("b");
    assertEquals(List.of("first", "a"), reader.read);
    reader.request(1);
    assertEquals(List.of("first", "a", "b"), reader.read);
  }

  @Test
  void aSlowReaderIsLetGoAndTheOthersStay() {
    Reader slow = new Reader();
    Reader quick = new Reader();
    subscribers.stream(List::of, () -> true).subscribe(slow);
    subscribers.stream(List::of, () -> true).subscribe(quick);
    assertTrue(subscribers.full());
    quick.request(Long.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      subscribers.publish("x");
    }
    assertTrue(slow.over);
    assertFalse(quick.over);
    assertEquals(10, quick.read.size());
    assertEquals(1, subscribers.size());
  }

  @Test
  void whoMayNoLongerWatchIsLetGo() {
    AtomicBoolean valid = new AtomicBoolean(true);
    Reader reader = new Reader();
    subscribers.stream(List::of, valid::get).subscribe(reader);
    subscribers.prune();
    assertFalse(reader.over);
    valid.set(false);
    subscribers.prune();
    assertTrue(reader.over);
    assertEquals(0, subscribers.size());
  }
}
