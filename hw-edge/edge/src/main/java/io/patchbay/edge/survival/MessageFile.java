package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few messages in a file, one delimited message after the other, written whole each time. Read
/// on the caller's thread, written on another.
///
/// @param what it is called in the log
/// @param disk writes it, one task after the other
record MessageFile<T extends MessageLite>(String what, Path file, Parser<T> parser, Executor disk) {
  private static final Logger LOG = LoggerFactory.getLogger(MessageFile.class);
  private static final long LARGEST = 1 << 20;

  MessageFile {
    requireNonNull(what, "what");
    requireNonNull(file, "file");
    requireNonNull(parser, "parser");
    requireNonNull(disk, "disk");
  }

  /// What is in the file; one that cannot be read counts as far as it can.
  List<T> read() {
    List<T> all = new ArrayList<>();
    try {
      if (Files.exists(file) && Files.size(file) <= LARGEST) {
        read(all);
      }
    } catch (IOException e) {
      LOG.error("{} {} cannot be read: {}", what, file, e.toString());
    }
    return all;
  }

  private void read(List<T> all) throws IOException {
    try (InputStream from = new BufferedInputStream(Files.newInputStream(file))) {
      for (T one = parser.parseDelimitedFrom(from);
          one != null;
          one = parser.parseDelimitedFrom(from)) {
        all.add(one);
      }
    }
  }

  /// Puts these into it, soon.
  void write(List<T> messages) {
    List<T> all = List.copyOf(messages);
    disk.execute(() -> replace(all));
  }

  private void replace(List<T> messages) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (OutputStream to = Files.newOutputStream(fresh)) {
        for (T message : messages) {
          message.writeDelimitedTo(to);
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.error("{} {} cannot be written: {}", what, file, e.toString());
    }
  }
}
