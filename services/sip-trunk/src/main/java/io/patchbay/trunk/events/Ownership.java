package io.patchbay.trunk.events;

import java.util.Set;

/// Which replica looks after a trunk: registers its account, watches its peer. Of those that live
/// exactly one does, but for the seconds it takes to notice that one has died. Leases of Kubernetes
/// stand behind this, or a consumer group of Kafka. Thread-safe.
public interface Ownership extends AutoCloseable {
  /// Is it this replica?
  boolean owns(String trunk);

  /// Told, on any thread, when the answer may have changed.
  void onChange(Runnable listener);

  /// All trunks that somebody is to look after. Who is given them one by one needs to know.
  default void wanted(Set<String> trunks) {}

  /// Gives all trunks away, because this replica is about to leave; or takes its share again.
  void retire(boolean goes);

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

      // there is nobody to give them to
      @Override
      public void retire(boolean goes) {}

      @Override
      public void close() {}
    };
  }
}
