package io.patchbay.trunk.edge;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Configure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each edge whose primary this replica is the documents that concern it, and again when they
/// have changed. Thread-safe.
final class EdgeConfigurator {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeConfigurator.class);
  private static final int DEADLINE_MS = 30_000;

  /// Sends a command to an edge.
  interface Sender {
    void send(String edge, Command command, Consumer<CommandResult> done);
  }

  private final Sender sender;
  private final Map<String, List<Document>> given = new HashMap<>();
  private Optional<Documents> documents = Optional.empty();

  EdgeConfigurator(Sender sender) {
    this.sender = sender;
  }

  /// The documents in force, known whole.
  ///
  /// @param edges whose primary this replica is
  synchronized void documents(Documents next, List<String> edges) {
    documents = Optional.of(next);
    edges.forEach(this::give);
  }

  /// This replica has become the edge's primary: what others gave it is not known here.
  synchronized void primary(String edge) {
    given.remove(edge);
    give(edge);
  }

  private void give(String edge) {
    if (documents.isEmpty()) {
      return;
    }
    List<Document> wanted = EdgeDocuments.of(documents.get(), edge);
    if (!wanted.equals(given.put(edge, wanted))) {
      sender.send(
          edge,
          Command.newBuilder()
              .setDeadlineMs(DEADLINE_MS)
              .setConfigure(Configure.newBuilder().addAllDocuments(wanted))
              .build(),
          result -> told(edge, wanted, result));
    }
  }

  private void told(String edge, List<Document> wanted, CommandResult result) {
    if (!result.hasRefused()) {
      LOG.info("edge {} has its {} documents", edge, wanted.size());
      return;
    }
    LOG.warn("edge {}: documents: {}", edge, result.getRefused().getReason());
    switch (result.getRefused().getKind()) {
      case REFUSAL_TIMED_OUT, REFUSAL_UNAVAILABLE -> forget(edge, wanted);
      default -> {} // the others are in force
    }
  }

  /// It is given again with the next change, or when the edge comes back.
  private synchronized void forget(String edge, List<Document> wanted) {
    given.remove(edge, wanted);
  }
}
