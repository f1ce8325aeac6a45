package io.patchbay.sms.concat;

import io.patchbay.tpdu.Octets;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The parts of one long message that have come so far. Immutable.
///
/// @param parts PDU by sequence, as received
public record Assembly(ConcatKey key, NavigableMap<Integer, Octets> parts) {
  /// A message that is not complete by then is shown with what is there.
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  /// A late part still completes a message this old; later the reference means another message.
  public static final Duration MEMORY = Duration.ofHours(24);

  public Assembly {
    parts = new TreeMap<>(parts);
  }

  /// What a part is to an assembly with the same key.
  public enum Fit {
    /// It was missing, others still are.
    ADDS,
    /// It was the last one missing.
    COMPLETES,
    /// It is there already.
    REPEATS,
    /// Another part has its place: the sender uses the reference for a new message.
    STARTS_ANOTHER
  }

  /// How the part fits, by its place and its octets.
  public Fit fit(int sequence, Octets pdu) {
    Octets there = parts.get(sequence);
    if (there != null) {
      return there.equals(pdu) ? Fit.REPEATS : Fit.STARTS_ANOTHER;
    }
    return parts.size() + 1 == key.total() ? Fit.COMPLETES : Fit.ADDS;
  }

  /// With one more part.
  public Assembly with(int sequence, Octets pdu) {
    NavigableMap<Integer, Octets> more = new TreeMap<>(parts);
    more.put(sequence, pdu);
    return new Assembly(key, more);
  }

  /// Whether every part is there.
  public boolean complete() {
    return parts.size() == key.total();
  }
}
