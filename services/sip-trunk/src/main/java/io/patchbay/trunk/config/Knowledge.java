package io.patchbay.trunk.config;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Is enough known to judge who calls? A replica that has not read the documents would take every
/// phone for a stranger. Thread-safe.
///
/// Complete, for good, once documents and registrations have been read to the end; or some time
/// after the first document, when Kafka breaks off in between.
public final class Knowledge {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private boolean someDocument;
  private long firstDocumentNanos;
  private boolean documentsRead;
  private boolean registrationsRead;
  private volatile boolean complete;

  public Knowledge(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// At least one document is in force.
  public synchronized void document() {
    if (!someDocument) {
      someDocument = true;
      firstDocumentNanos = nanoTime.getAsLong();
    }
  }

  /// The topic of documents has been read to its end.
  public synchronized void documentsRead() {
    documentsRead = true;
  }

  /// Every document is in force.
  public synchronized boolean documentsKnown() {
    return someDocument && documentsRead;
  }

  /// The topic of registrations has been read to its end.
  public synchronized void registrationsRead() {
    registrationsRead = true;
  }

  /// False: requests get 503, nobody is refused for what we do not know yet.
  public boolean complete() {
    return complete || judge();
  }

  private synchronized boolean judge() {
    complete =
        someDocument
            && ((documentsRead && registrationsRead)
                || nanoTime.getAsLong() - firstDocumentNanos >= PATIENCE.toNanos());
    return complete;
  }
}
