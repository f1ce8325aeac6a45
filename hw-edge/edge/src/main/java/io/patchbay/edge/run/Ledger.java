package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One result for each command id, whoever asks and how often. For the mailbox thread.
final class Ledger {
  /// Results remembered.
  static final int MAX_RESULTS = 50_000;

  private static final class Entry {
    // most have one asker, and none once they are answered: thousands of these are remembered
    private Set<Controller> askers;
    private @Nullable CommandResult result;
    private boolean expired;
    private Mailbox.@Nullable Cancellable deadline;

    Entry(Controller asker) {
      askers = Set.of(asker);
    }

    void add(Controller asker) {
      var more = new LinkedHashSet<>(askers);
      more.add(asker);
      askers = more;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Mailbox mailbox;

  Ledger(Mailbox mailbox) {
    this.mailbox = requireNonNull(mailbox, "mailbox");
  }

  /// Whether the command is new. A known one is answered with its result, now or when it comes.
  boolean begin(Controller asker, String commandId, Duration deadline) {
    var known = entries.get(commandId);
    if (known == null) {
      var entry = new Entry(asker);
      entry.deadline = mailbox.after(deadline, () -> timedOut(commandId, deadline));
      entries.put(commandId, entry);
      shrink();
      return true;
    }
    if (known.result != null) {
      send(asker, known.result);
    } else {
      known.add(asker);
    }
    return false;
  }

  /// The command's result; the first one counts, but "timed out" gives way to what is known later:
  /// whoever asks again gets the truth. False: it had one.
  boolean finish(CommandResult result) {
    var entry = entries.get(result.getCommandId());
    if (entry == null || (entry.result != null && !entry.expired)) {
      return false;
    }
    if (entry.result != null) {
      entry.result = result;
      entry.expired = false;
      return false;
    }
    entry.result = result;
    if (entry.deadline != null) {
      entry.deadline.cancel();
      entry.deadline = null;
    }
    entry.askers.forEach(asker -> send(asker, result));
    entry.askers = Set.of();
    return true;
  }

  private void timedOut(String commandId, Duration deadline) {
    finish(
        Up.refused(
            commandId,
            Refusal.REFUSAL_TIMED_OUT,
            "not done within " + deadline.toMillis() + " ms"));
    var entry = entries.get(commandId);
    if (entry != null) {
      entry.expired = true;
    }
  }

  private static void send(Controller asker, CommandResult result) {
    asker.send(EdgeUp.newBuilder().setResult(result).build());
  }

  private void shrink() {
    var each = entries.values().iterator();
    while (entries.size() > MAX_RESULTS && each.hasNext()) {
      if (each.next().result != null) {
        each.remove();
      }
    }
  }
}
