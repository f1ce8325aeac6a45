package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.inventory.Inventory;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineStatus;
import java.util.Map;
import java.util.TreeMap;

/// What the edge itself has to say about a line, beside what its driver says. For the mailbox
/// thread.
final class EdgeAlarms {
  private static final String BINDING = "modem";

  private final Inventory inventory;
  private String spool = "";
  private String recordings = "";
  private Map<String, String> rejected = Map.of();

  EdgeAlarms(Inventory inventory) {
    this.inventory = requireNonNull(inventory, "inventory");
  }

  /// Whether the spool's condition has changed.
  ///
  /// @param failure why nothing can be kept; empty when it can
  boolean spool(String failure) {
    boolean changed = !failure.equals(spool);
    spool = failure;
    return changed;
  }

  /// Whether the condition of recordings has changed.
  ///
  /// @param failure why they cannot be written; empty when they can
  boolean recordings(String failure) {
    boolean changed = !failure.equals(recordings);
    recordings = failure;
    return changed;
  }

  /// What is wrong with the documents given last, by line; the ones before are in force there.
  void rejected(Map<String, String> problems) {
    rejected = Map.copyOf(problems);
  }

  /// A line's modem or card may be another one.
  void look(LineRunner line) {
    if (line.kind() == LineKind.SIM) {
      boolean follows = line.spec().getSettingsMap().getOrDefault(BINDING, "").startsWith("iccid:");
      inventory.look(line.name(), line.status().identity(), line.spec().getMaintenance(), follows);
    }
  }

  /// The status with the edge's own alarms.
  LineStatus on(LineRunner line, LineStatus status) {
    boolean sim = line.kind() == LineKind.SIM;
    Map<String, String> own = new TreeMap<>(sim ? inventory.alarms(line.name()) : Map.of());
    String wrong = rejected.get(line.name());
    if (wrong != null) {
      own.put("document", "not taken, the one before is in force: " + wrong);
    }
    if (sim && !spool.isEmpty()) {
      own.put("spool", "messages stay on the SIM card, the edge cannot keep them: " + spool);
    }
    if (!recordings.isEmpty()) {
      own.put("recordings", "calls cannot be recorded: " + recordings);
    }
    if (own.isEmpty()) {
      return status;
    }
    own.putAll(status.alarms());
    return new LineStatus(
        status.state(),
        status.reason(),
        status.registration(),
        status.operator(),
        status.signalDbm(),
        status.number(),
        status.identity(),
        own);
  }
}
