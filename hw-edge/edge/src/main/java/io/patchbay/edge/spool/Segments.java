package io.patchbay.edge.spool;

import io.patchbay.edge.spool.Volume.SegmentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log's files: each begins with a checkpoint, so the newest whole one is all that counts.
///
/// Used by one thread at a time.
final class Segments implements AutoCloseable {
  private static final String SUFFIX = ".spool";

  private final Path directory;
  private final Volume volume;
  private @Nullable SegmentFile channel;
  private long number;
  private long size;

  private Segments(Path directory, Volume volume) {
    this.directory = directory;
    this.volume = volume;
  }

  /// Reads what is there into `state`, cuts a torn tail off and removes what does not count.
  static Segments open(Path directory, SpoolState state, Volume volume) throws IOException {
    Files.createDirectories(directory);
    var segments = new Segments(directory, volume);
    var numbers = segments.list();
    Collections.reverse(numbers);
    for (long candidate : numbers) {
      segments.number = Math.max(segments.number, candidate);
      if (segments.channel == null && segments.load(candidate, state)) {
        segments.number = candidate;
      } else {
        Files.delete(segments.path(candidate));
      }
    }
    return segments;
  }

  private boolean load(long candidate, SpoolState state) throws IOException {
    var file = path(candidate);
    if (Files.size(file) > Integer.MAX_VALUE) {
      throw new IOException("spool segment " + file + " is too large");
    }
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    var entries = new ArrayList<SpoolEntry>();
    boolean whole = false;
    for (var entry = SpoolCodec.decode(bytes); entry != null; entry = SpoolCodec.decode(bytes)) {
      entries.add(entry);
      whole |= entry instanceof SpoolEntry.CheckpointEnd;
    }
    if (!whole) {
      return false;
    }
    entries.forEach(state::apply);
    channel = volume.append(file, bytes.position());
    size = bytes.position();
    return true;
  }

  /// Appends entries; durable after [#force].
  void write(List<byte[]> entries) throws IOException {
    int total = entries.stream().mapToInt(entry -> entry.length).sum();
    var buffer = ByteBuffer.allocate(total);
    entries.forEach(buffer::put);
    buffer.flip();
    var open = current();
    while (buffer.hasRemaining()) {
      size += open.write(buffer);
    }
  }

  void force() throws IOException {
    current().force(false);
  }

  long size() {
    return size;
  }

  /// Whether a segment is there to append to.
  boolean ready() {
    return channel != null;
  }

  /// Begins a new segment with a checkpoint; the old one goes once the new one is safe.
  void rotate(List<byte[]> checkpoint) throws IOException {
    var old = channel;
    long before = number;
    long next = number + 1;
    Files.deleteIfExists(path(next));
    var fresh = volume.create(path(next));
    channel = fresh;
    number = next;
    size = 0;
    boolean done = false;
    try {
      write(checkpoint);
      fresh.force(true);
      done = true;
    } finally {
      if (!done) {
        fresh.close();
        Files.deleteIfExists(path(next)); // what it holds is of no use, and the disk may be full
        channel = old;
        number = before;
      }
    }
    try (var folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
    if (old != null) {
      old.close();
    }
    for (long one : list()) {
      if (one < number) {
        Files.delete(path(one));
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.force(true);
      channel.close();
      channel = null;
    }
  }

  private SegmentFile current() throws IOException {
    if (channel == null) {
      throw new IOException("no open spool segment in " + directory);
    }
    return channel;
  }

  private List<Long> list() throws IOException {
    var numbers = new ArrayList<Long>();
    try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String digits = name.substring(0, name.length() - SUFFIX.length());
        if (digits.matches("[0-9]{12}")) {
          numbers.add(Long.parseLong(digits));
        }
      }
    }
    Collections.sort(numbers);
    return numbers;
  }

  private Path path(long segment) {
    String digits = Long.toString(segment);
    return directory.resolve("0".repeat(12 - digits.length()) + digits + SUFFIX);
  }
}
