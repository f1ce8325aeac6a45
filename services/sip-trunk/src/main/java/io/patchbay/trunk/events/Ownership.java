package io.patchbay.trunk.events;

/// Which replica looks after a trunk: registers its account, watches its peer. Of those that live
/// exactly one does, but for the seconds it takes to notice that one has died. A Lease of
/// Kubernetes can stand behind this as well as a consumer group of Kafka. Thread-safe.
public interface Ownership extends AutoCloseable {
  /// Is it this replica?
  boolean owns(String trunk);

  /// Told, on any thread, when the answer may have changed.
  void onChange(Runnable listener);

  /// Lets the others take over.
  @Override
  void close();

  /// The only replica there is.
  static Ownership alone() {
    return new Ownership() {
      @Override
      public boolean owns(String trunk) {
        return true;
      }

      @Override
      public void onChange(Runnable listener) {}

      @Override
      public void close() {}
    };
  }
}
