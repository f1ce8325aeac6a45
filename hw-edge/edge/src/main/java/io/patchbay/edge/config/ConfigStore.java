package io.patchbay.edge.config;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.edge.v1.Configure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The documents in force: those of the files, over them those the trunk pushed last.
///
/// What was pushed is kept in the data directory, so that the edge knows it when it starts alone.
/// For one thread at a time.
public final class ConfigStore {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);
  private static final long MAX_BYTES = 16 << 20;

  private final Documents files;
  private final Path cache;
  private List<Document> pushed;

  private ConfigStore(Documents files, Path cache, List<Document> pushed) {
    this.files = requireNonNull(files, "files");
    this.cache = requireNonNull(cache, "cache");
    this.pushed = List.copyOf(pushed);
  }

  /// Reads the cache; one that cannot be read is left out, with a warning.
  public static ConfigStore open(Documents files, Path dataDir) throws IOException {
    var cache = dataDir.resolve("configuration.pb");
    List<Document> pushed = List.of();
    if (Files.isRegularFile(cache) && Files.size(cache) <= MAX_BYTES) {
      try {
        pushed = Configure.parseFrom(Files.readAllBytes(cache)).getDocumentsList();
      } catch (com.google.protobuf.InvalidProtocolBufferException damaged) {
        LOG.warn("cached configuration {} is damaged: {}", cache, damaged.getMessage());
      }
    }
    return new ConfigStore(files, cache, pushed);
  }

  /// Everything in force; pushed documents win by kind and name.
  public Documents documents() {
    return with(pushed);
  }

  /// What would be in force with this push, which replaces the last one whole.
  public Documents with(List<Document> push) {
    boolean configured = push.stream().anyMatch(Document::hasEdge);
    return (configured ? withoutLines(files) : files).with(push);
  }

  /// An edge that the services configure has its lines from them alone: one that was deleted there
  /// does not come back from a file.
  private static Documents withoutLines(Documents files) {
    return Documents.of(files.all().stream().filter(document -> !document.hasLine()).toList());
  }

  /// Takes a push and keeps it over restarts; it has hashes of PINs, and PINs of cards.
  ///
  /// @throws IOException it cannot be kept; it is in force all the same
  public void push(List<Document> push) throws IOException {
    pushed = List.copyOf(push);
    var next = cache.resolveSibling("configuration.pb.new");
    byte[] bytes = Configure.newBuilder().addAllDocuments(pushed).build().toByteArray();
    Files.deleteIfExists(next);
    Files.createFile(next, OwnerOnly.file(next));
    Files.write(next, bytes);
    try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
