package io.patchbay.sms.config;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.routing.Router;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The documents in force, and the router made of them. Thread-safe.
public final class Configuration {
  private volatile Snapshot current =
      new Snapshot(Documents.empty(), Router.of(Documents.empty()), false);

  private final CountDownLatch read = new CountDownLatch(1);

  /// One moment of the configuration.
  ///
  /// @param read whether the topic was read to its end at least once
  public record Snapshot(Documents documents, Router router, boolean read) {
    /// The spec of a line; the default when there is none.
    public LineSpec line(String name) {
      LineSpec spec = documents.lines().get(name);
      return spec == null ? LineSpec.getDefaultInstance() : spec;
    }

    /// The extension the messages of a line go to; empty: none.
    public String extension(String line) {
      LineSpec spec = line(line);
      return spec.getSmsExtension().isEmpty()
          ? spec.getIncoming().getExtension()
          : spec.getSmsExtension();
    }
  }

  /// The configuration at this moment.
  public Snapshot now() {
    return current;
  }

  /// Later documents replace earlier ones.
  public synchronized void change(Collection<Document> documents) {
    Documents after = current.documents().with(documents);
    current = new Snapshot(after, Router.of(after), current.read());
  }

  /// Every document of the topic is in.
  public synchronized void markRead() {
    current = new Snapshot(current.documents(), current.router(), true);
    read.countDown();
  }

  /// Waits until every document is in; false: they are not yet.
  public boolean awaitRead(Duration limit) throws InterruptedException {
    return read.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
