package io.patchbay.console.web;

import io.micronaut.http.sse.Event;
import io.patchbay.console.live.Board;
import io.patchbay.console.live.Section;
import io.patchbay.console.live.Subscribers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws a section of the board when it has changed, once for all browsers, and pushes it.
///
/// Changes that come in quick succession are drawn together. Runs on a thread of its own until
/// interrupted.
public final class LiveSections implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSections.class);
  private static final int TOGETHER_MS = 100;
  private static final int WAITING = 100;
  private static final int MOST = 200;

  private final Pages pages;
  private final BoardModel model;
  private final Subscribers<Event<String>> browsers = new Subscribers<>(WAITING, MOST);
  private final Set<Section> dirty = EnumSet.noneOf(Section.class);
  private final Map<Section, String> drawn = new EnumMap<>(Section.class);
  private final Semaphore changes = new Semaphore(0);

  public LiveSections(Pages pages, BoardModel model, Board board) {
    this.pages = pages;
    this.model = model;
    board.listen(change -> touch(change.section()));
  }

  /// The section is to be drawn again. Never blocks.
  public void touch(Section section) {
    synchronized (dirty) {
      dirty.add(section);
    }
    changes.release();
  }

  /// A stream for one browser: every section as it is, then what changes. Blocks while it draws.
  Publisher<Event<String>> stream(BooleanSupplier valid) {
    return browsers.stream(
        () ->
            Arrays.stream(Section.values()).map(section -> event(section, draw(section))).toList(),
        valid);
  }

  boolean full() {
    return browsers.full();
  }

  /// Keeps connections open and finds out which are not.
  public void ping() {
    browsers.prune();
    browsers.publish(Event.of("").name("ping"));
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        changes.acquire();
        TimeUnit.MILLISECONDS.sleep(TOGETHER_MS);
        changes.drainPermits();
        takeDirty().forEach(this::push);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Section> takeDirty() {
    synchronized (dirty) {
      List<Section> taken = List.copyOf(dirty);
      dirty.clear();
      return taken;
    }
  }

  private void push(Section section) {
    if (browsers.size() == 0) {
      drawn.clear();
      return;
    }
    try {
      String html = draw(section);
      if (!html.equals(drawn.put(section, html))) {
        browsers.publish(event(section, html));
      }
    } catch (RuntimeException e) {
      // one section that cannot be drawn must not stop the others
      LOG.error("section {} cannot be drawn", section.id(), e);
    }
  }

  private String draw(Section section) {
    return pages.section(section.id(), model.of(section));
  }

  private static Event<String> event(Section section, String html) {
    return Event.of(html).name(section.id());
  }

  @Override
  public void close() {
    browsers.close();
  }
}
