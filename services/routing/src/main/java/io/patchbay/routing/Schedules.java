package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.contract.schedule.Schedule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The schedules of the documents. Immutable.
final class Schedules {
  private final Map<String, Schedule> byName = new HashMap<>();

  /// @param problems told what cannot be read; such a schedule never holds
  Schedules(Documents documents, Consumer<String> problems) {
    documents
        .schedules()
        .forEach((name, spec) -> {
          try {
            byName.put(name, Schedule.of(spec));
          } catch (IllegalArgumentException e) {
            problems.accept("Schedule " + name + ": " + e.getMessage());
          }
        });
  }

  /// Does it hold then?
  ///
  /// @param when the name of a schedule, with `!` before it while that does not hold; empty: always
  boolean holds(String when, Instant at) {
    if (when.isEmpty()) {
      return true;
    }
    boolean not = when.startsWith("!");
    Schedule schedule = byName.get(not ? when.substring(1) : when);
    return schedule != null && schedule.holds(at) != not;
  }

  /// Does one of them hold, or are there none?
  boolean any(List<String> names, Instant at) {
    return names.isEmpty() || names.stream().anyMatch(name -> holds(name, at));
  }
}
