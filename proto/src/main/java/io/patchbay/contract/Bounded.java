package io.patchbay.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that forgets what was put first when it is full. Not thread-safe.
public final class Bounded<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /// @param most entries
  public Bounded(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
