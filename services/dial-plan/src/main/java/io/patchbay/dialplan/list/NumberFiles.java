package io.patchbay.dialplan.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.routing.list.NumberSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads number lists from files of one folder: an entry of [NumberSet] a line, or several with
/// commas between them; empty lines and those that begin with `//` are passed over. A file is read
/// again when it has changed, which is looked at whenever documents change. What cannot be read is
/// logged by file and line and has no number. Thread-safe.
public final class NumberFiles implements Function<String, NumberSet> {
  private static final Logger LOG = LoggerFactory.getLogger(NumberFiles.class);
  private static final String NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}";
  private static final int MOST = 10_000_000;
  private static final int MOST_COMPLAINTS = 10;

  private final Path folder;
  private final Map<String, Read> known = new HashMap<>();

  /// A file as it was read.
  private record Read(FileTime changed, NumberSet numbers) {}

  public NumberFiles(Path folder) {
    this.folder = folder;
  }

  /// Begins to read the files that are there, before a document asks for them: a million numbers
  /// take a second.
  ///
  /// @return what reads them
  public Thread ahead() {
    return Thread.ofVirtual().name("number-lists").start(this::readAll);
  }

  private void readAll() {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches(NAME))
          .forEach(this::apply);
    } catch (IOException e) {
      LOG.debug("number lists: {} is not read: {}", folder, e.toString());
    }
  }

  /// @param file a name without a path
  @Override
  public synchronized NumberSet apply(String file) {
    Path path = folder.resolve(file);
    if (!file.matches(NAME)) {
      LOG.error("number list `{}` is not the name of a file", file);
      return NumberSet.empty();
    }
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      Read read = known.get(file);
      if (read == null || !read.changed().equals(changed)) {
        read = new Read(changed, read(path));
        known.put(file, read);
        LOG.info("number list {}: {} entries", path, read.numbers().size());
      }
      return read.numbers();
    } catch (IOException e) {
      LOG.error("number list {}: not read, it has no number: {}", path, e.toString());
      return NumberSet.empty();
    }
  }

  private static NumberSet read(Path path) throws IOException {
    NumberSet.Builder numbers = new NumberSet.Builder();
    int line = 0;
    int entries = 0;
    int wrong = 0;
    try (BufferedReader reader = Files.newBufferedReader(path, UTF_8)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (text.startsWith("//")) {
          continue;
        }
        for (String entry : text.split(",", -1)) {
          if (entry.isBlank()) {
            continue;
          }
          if (++entries > MOST) {
            throw new IOException("more than " + MOST + " entries");
          }
          try {
            numbers.add(entry.strip());
          } catch (IllegalArgumentException problem) {
            if (wrong++ < MOST_COMPLAINTS) {
              LOG.warn("{}:{}: {}", path, line, problem.getMessage());
            }
          }
        }
      }
    }
    if (wrong > MOST_COMPLAINTS) {
      LOG.warn("{}: {} entries are none", path, wrong);
    }
    return numbers.build();
  }
}
