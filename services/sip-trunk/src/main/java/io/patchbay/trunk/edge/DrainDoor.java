package io.patchbay.trunk.edge;

/// Lets a replica leave without harm to the calls it has.
public interface DrainDoor {
  /// No new calls from now on.
  void begin();

  /// New calls again.
  void resume();

  boolean draining();

  /// Calls that are not over.
  int calls();

  /// Trunks that this replica looks after.
  int trunks();

  /// Its name.
  String replica();
}
