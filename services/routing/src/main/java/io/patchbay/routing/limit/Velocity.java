package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.VelocityRow;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How many calls began lately, by quota (catalogue D13). Part of the ledger; not thread-safe.
final class Velocity {
  private final NavigableMap<String, Row> rows = new TreeMap<>();

  /// @param began milliseconds since 1970, in order
  private record Row(List<Long> began, long blockedUntil) {
    static final Row NONE = new Row(List.of(), 0);

    Row {
      began = List.copyOf(began);
    }

    Row since(long oldest) {
      return new Row(began.stream().filter(at -> at > oldest).toList(), blockedUntil);
    }

    /// With one more, of the last so many.
    Row plus(long at, long most) {
      List<Long> all = Stream.concat(began.stream(), Stream.of(at)).toList();
      return new Row(all.stream().skip(Math.max(0, all.size() - most)).toList(), blockedUntil);
    }
  }

  static Velocity of(LedgerState state) {
    Velocity velocity = new Velocity();
    for (VelocityRow row : state.getVelocitiesList()) {
      velocity.rows.put(row.getQuota(), new Row(row.getBeganMsList(), row.getBlockedUntilMs()));
    }
    return velocity;
  }

  void writeTo(LedgerState.Builder state) {
    rows.forEach((quota, row) ->
        state.addVelocities(
            VelocityRow.newBuilder()
                .setQuota(quota)
                .addAllBeganMs(row.began())
                .setBlockedUntilMs(row.blockedUntil())));
  }

  /// One call more would be too many. If such calls are refused, they are for a while.
  boolean tooMany(Claim claim, Instant at) {
    long now = at.toEpochMilli();
    Row row =
        rows.getOrDefault(claim.getQuota(), Row.NONE).since(now - claim.getWithinS() * 1_000L);
    boolean over = row.began().size() >= claim.getLimit();
    boolean blocked = now < row.blockedUntil();
    if (over && !blocked && claim.getBlockS() > 0) {
      row = new Row(row.began(), now + claim.getBlockS() * 1_000L);
    }
    rows.put(claim.getQuota(), row);
    return over && !blocked;
  }

  /// A call begins.
  void count(Claim claim, Instant at) {
    rows.put(
        claim.getQuota(),
        rows.getOrDefault(claim.getQuota(), Row.NONE).plus(at.toEpochMilli(), claim.getLimit()));
  }

  boolean blocks(String quota, Instant at) {
    return at.toEpochMilli() < rows.getOrDefault(quota, Row.NONE).blockedUntil();
  }

  /// Whoever is meant may call again.
  void restore(String subject) {
    rows.keySet().removeIf(quota -> subject(quota).equals(subject));
  }

  /// Whom a quota is for: `extension/101` of `guard extension/101`; `limit/guard` when it is for
  /// several.
  static String subject(String quota) {
    int space = quota.indexOf(' ');
    return space < 0 ? "limit/" + quota : quota.substring(space + 1);
  }

  /// Nothing has begun for so long that nobody counts it.
  void sweep(Instant now) {
    long day = now.toEpochMilli() - 86_400_000L;
    rows.values()
        .removeIf(
            row -> row.blockedUntil() < day && row.began().stream().allMatch(began -> began < day));
  }
}
