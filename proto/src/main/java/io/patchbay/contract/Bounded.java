package io.patchbay.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/// A map that forgets what was put first, or used last the longest ago, when it is full. Not
/// thread-safe.
public final class Bounded<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /// Forgets what was put first.
  ///
  /// @param most entries
  public Bounded(int most) {
    this(most, false);
  }

  private Bounded(int most, boolean byUse) {
    super(16, 0.75f, byUse);
    this.most = most;
  }

  /// Forgets what was neither put nor got for the longest time. A look is a change.
  ///
  /// @param most entries
  public static <K, V> Bounded<K, V> byUse(int most) {
    return new Bounded<>(most, true);
  }

  /// Puts a value as the last one.
  ///
  /// @param which of the one that was there and this one it is to be
  public void renew(K key, V value, BinaryOperator<V> which) {
    V old = remove(key);
    put(key, old == null ? value : which.apply(old, value));
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
