package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.edge.config.ConfigStore;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Configure;
import io.patchbay.proto.edge.v1.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes pushed configuration; a bad document never replaces a good one. For the mailbox thread.
final class Configurator {
  private static final Logger LOG = LoggerFactory.getLogger(Configurator.class);

  private final ConfigStore store;
  private final Lines lines;
  private final LineHost host;
  private final Consumer<Documents> changed;
  private final Consumer<Map<String, String>> rejected;
  private final Consumer<CommandResult> finish;

  /// @param changed told of the documents in force
  /// @param rejected told of the lines whose new document is not, and why
  Configurator(
      ConfigStore store,
      Lines lines,
      LineHost host,
      Consumer<Documents> changed,
      Consumer<Map<String, String>> rejected,
      Consumer<CommandResult> finish) {
    this.store = requireNonNull(store, "store");
    this.lines = requireNonNull(lines, "lines");
    this.host = requireNonNull(host, "host");
    this.changed = requireNonNull(changed, "changed");
    this.rejected = requireNonNull(rejected, "rejected");
    this.finish = requireNonNull(finish, "finish");
  }

  /// Opens the lines by what is in force already.
  void start() {
    apply();
  }

  void configure(String commandId, Configure push) {
    var before = store.documents();
    var problems = new ArrayList<String>();
    var accepted = new ArrayList<Document>();
    var ours = lines.ours(store.with(push.getDocumentsList()));
    var byLine = new TreeMap<String, String>();
    for (Document document : push.getDocumentsList()) {
      var wrong = problems(document, ours);
      if (wrong.isEmpty()) {
        accepted.add(document);
      } else {
        problems.addAll(wrong);
        if (document.hasLine()) {
          byLine.put(document.getName(), String.join("; ", wrong));
        }
        good(before, document).ifPresent(accepted::add);
      }
    }
    keep(accepted);
    rejected.accept(byLine);
    if (!before.equals(store.documents())) {
      apply();
      LOG.info("configuration of {} documents is in force", accepted.size());
    }
    finish.accept(
        problems.isEmpty()
            ? Up.accepted(commandId)
            : Up.refused(commandId, Refusal.REFUSAL_INVALID, String.join("; ", problems)));
  }

  private List<String> problems(Document document, Map<String, LineSpec> ours) {
    if (document.hasLine() && ours.containsKey(document.getName())) {
      return lines.problems(document.getName(), document.getLine());
    }
    return document.hasEdge() ? lines.problems(document.getName(), document.getEdge()) : List.of();
  }

  /// The document that is in force instead.
  private static Optional<Document> good(Documents before, Document document) {
    String name = document.getName();
    return document.hasLine()
        ? Optional.ofNullable(before.lines().get(name))
            .map(line -> document.toBuilder().setLine(line).build())
        : Optional.ofNullable(before.edges().get(name))
            .map(edge -> document.toBuilder().setEdge(edge).build());
  }

  private void keep(List<Document> accepted) {
    try {
      store.push(accepted);
    } catch (IOException failed) {
      LOG.error("pushed configuration is not kept over a restart: {}", failed.toString());
    }
  }

  private void apply() {
    lines.apply(store.documents(), host);
    changed.accept(store.documents());
  }
}
