package io.patchbay.cdr.store;

import io.patchbay.cdr.record.PageToken;
import java.time.Instant;
import java.util.Optional;

/// Which records to list, newest first.
///
/// @param since inclusive
/// @param until exclusive
/// @param line name of a leg's line; empty: any
/// @param number calling, called or dialled number; empty: any
/// @param below only records below this key; empty: from the newest
/// @param limit most records to return, at least 1
public record RecordQuery(
    Instant since,
    Instant until,
    String line,
    String number,
    Optional<PageToken> below,
    int limit) {
  public RecordQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }
}
