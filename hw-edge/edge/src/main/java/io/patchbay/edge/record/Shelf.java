package io.patchbay.edge.record;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The folder of recordings, for its owner alone, and its limits: the oldest go when they are too
/// old or too many.
final class Shelf {
  private final Path folder;
  private final Limits limits;

  private record Kept(Path file, long bytes, Instant changed) {}

  /// @param maxBytes of all files; the oldest go
  /// @param maxAge after which they go
  /// @param minFree bytes that are left to others on the disk
  record Limits(long maxBytes, Duration maxAge, long minFree) {
    Limits {
      requireNonNull(maxAge, "maxAge");
    }
  }

  Shelf(Path folder, Limits limits) {
    this.folder = requireNonNull(folder, "folder");
    this.limits = requireNonNull(limits, "limits");
  }

  /// A file that may or may not be there.
  Path file(String name) {
    return folder.resolve(name);
  }

  /// Makes the folder.
  void prepare() throws IOException {
    Files.createDirectories(folder, mine(folder, "rwx------"));
  }

  /// The file, new.
  WavFile create(String name, int samples) throws IOException {
    prepare();
    Path path = folder.resolve(name);
    return WavFile.create(path, samples, mine(folder, "rw-------"));
  }

  /// Rights of the owner alone, where the file system knows of that.
  private static FileAttribute<?>[] mine(Path where, String rights) {
    if (!where.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> only = PosixFilePermissions.fromString(rights);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(only)};
  }

  /// @throws IOException when too little is left on the disk
  void requireRoom() throws IOException {
    prepare();
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < limits.minFree()) {
      throw new IOException("only " + (free >> 20) + " MiB are left on the disk");
    }
  }

  /// Deletes what is over the limits.
  ///
  /// @param open names of files that are being written
  void tidy(Instant now, Set<String> open) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Kept> kept = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*.wav")) {
      for (Path file : files) {
        kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
      }
    }
    kept.sort(Comparator.comparing(Kept::changed));
    long bytes = kept.stream().mapToLong(Kept::bytes).sum();
    for (Kept one : kept) {
      boolean old = one.changed().plus(limits.maxAge()).isBefore(now);
      if ((old || bytes > limits.maxBytes())
          && !open.contains(String.valueOf(one.file().getFileName()))) {
        Files.deleteIfExists(one.file());
        bytes -= one.bytes();
      }
    }
  }
}
