package io.patchbay.edge.record;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.config.OwnerOnly;
import io.patchbay.media.codec.Codecs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The folder of recordings, for its owner alone, and its limits: the oldest go when they are too
/// old or too many.
final class Shelf {
  /// More than a page of Ogg.
  private static final long TAIL_OCTETS = 1 << 17;

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
    Files.createDirectories(folder, OwnerOnly.folder(folder));
  }

  /// The file, new; its name says what it is.
  ///
  /// @param samples most that are written at once
  /// @param codecs have Opus, for what ends so
  SoundFile create(String name, int samples, Codecs codecs) throws IOException {
    prepare();
    Path path = folder.resolve(name);
    var rights = OwnerOnly.file(folder);
    return name.endsWith(OpusFile.SUFFIX)
        ? OpusFile.create(path, codecs.open("opus"), codecs.open("opus"), name.hashCode(), rights)
        : WavFile.create(path, samples, rights);
  }

  /// How long a file is that nobody closed.
  long millisOf(String name) throws IOException {
    Path file = file(name);
    if (!name.endsWith(OpusFile.SUFFIX)) {
      return WavFile.millisOf(Files.size(file));
    }
    try (var channel = FileChannel.open(file)) {
      var tail = ByteBuffer.allocate((int) Math.min(TAIL_OCTETS, channel.size()));
      long at = channel.size() - tail.capacity();
      while (tail.hasRemaining() && channel.read(tail, at + tail.position()) >= 0) {
        // until it is full
      }
      return OpusFile.millisOf(tail.flip());
    }
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
    try (var files = Files.newDirectoryStream(folder, "*.{wav,opus}")) {
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
