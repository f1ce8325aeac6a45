package io.patchbay.edge.record;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.codec.Codecs;
import io.patchbay.media.record.CallTap;
import io.patchbay.proto.config.v1.RecordingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes recordings to files, off the media threads: one thread drains all taps.
///
/// [#begin] and [#end] never wait for the disk. A disk that takes nothing ends the recordings, not
/// the calls.
public final class Recordings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
  private static final long PAUSE_MILLIS = 100;
  private static final int CHUNK = 1 << 16;
  private static final int ROUNDS_PER_TIDY = 600;
  private static final int ROUNDS_PER_LOOK = 50;
  private static final long CLOSE_SECONDS = 2;

  private final Shelf shelf;
  private final InstantSource clock;
  private final Codecs codecs;
  private final List<Running> running = new CopyOnWriteArrayList<>();
  private final short[] pcm = new short[CHUNK];
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile String failure = "";

  /// One file; but for `ending` the writer's own.
  private static final class Running {
    private final String name;
    private final CallTap tap;
    private final Duration longest;
    private volatile boolean ending;
    private volatile @Nullable Cut cut;
    private @Nullable SoundFile file;

    Running(String name, CallTap tap, Duration longest) {
      this.name = name;
      this.tap = tap;
      this.longest = longest;
    }
  }

  /// The end of a recording that was not asked for.
  public record Cut(Instant at, String why) {}

  /// A recording of a process that died.
  public record Left(String name, Instant begun, Instant ended) {}

  /// @param folder gets the files
  /// @param maxBytes of all of them; the oldest go
  /// @param maxAge after which they go
  /// @param minFree bytes on the disk without which nothing is recorded
  /// @param codecs make Opus
  public Recordings(
      Path folder,
      long maxBytes,
      Duration maxAge,
      long minFree,
      InstantSource clock,
      Codecs codecs) {
    this.shelf = new Shelf(folder, new Shelf.Limits(maxBytes, maxAge, minFree));
    this.clock = requireNonNull(clock, "clock");
    this.codecs = requireNonNull(codecs, "codecs");
  }

  /// Starts the writer.
  public void start() {
    Thread.ofPlatform().daemon().name("recordings").start(this::run);
  }

  /// The ending of files of this format.
  ///
  /// @throws IllegalArgumentException when none can be written here
  public String suffix(RecordingSpec.Format format) {
    return switch (format) {
      case FORMAT_UNSPECIFIED, FORMAT_WAV -> WavFile.SUFFIX;
      case FORMAT_OPUS -> {
        if (!codecs.has("opus")) {
          throw new IllegalArgumentException("opus is off at this edge");
        }
        yield OpusFile.SUFFIX;
      }
      case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown format");
    };
  }

  /// Begins a file.
  ///
  /// @param name with a [#suffix]
  /// @param longest after which it is not continued
  public void begin(String name, CallTap tap, Duration longest) {
    running.add(new Running(name, tap, longest));
  }

  /// No more comes for this file.
  ///
  /// @return when it had ended already, if it had
  public Optional<Cut> end(String name) {
    Optional<Cut> cut = cut(name);
    running.stream().filter(one -> one.name.equals(name)).forEach(one -> one.ending = true);
    return cut;
  }

  /// Why and when a recording under way has ended, if it has.
  Optional<Cut> cut(String name) {
    return running.stream().filter(one -> one.name.equals(name)).findFirst().map(one -> one.cut);
  }

  /// A file that an earlier process was writing; reads the folder.
  ///
  /// @param stem without its suffix
  public Optional<Left> left(String stem) {
    return left(stem, WavFile.SUFFIX).or(() -> left(stem, OpusFile.SUFFIX));
  }

  private Optional<Left> left(String stem, String suffix) {
    String name = stem + suffix;
    Path file = shelf.file(name);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Instant ended = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(new Left(name, ended.minusMillis(shelf.millisOf(name)), ended));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /// Why recordings cannot be written; empty: they can, as far as is known.
  public String failure() {
    return failure;
  }

  private void run() {
    int round = 0;
    boolean last = false;
    while (!last) {
      last = pause();
      for (Running one : running) {
        one.ending |= last;
        step(one);
      }
      if (round % ROUNDS_PER_TIDY == 0) {
        tidy();
      }
      if (round % ROUNDS_PER_LOOK == 0) {
        look();
      }
      round++;
    }
    stopped.countDown();
  }

  private boolean pause() {
    try {
      return stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException wish) {
      return true;
    }
  }

  /// Writes what has come; what cannot be written is dropped.
  private void step(Running one) {
    boolean ending = one.ending; // before the last drain
    int samples = one.tap.drain(pcm);
    try {
      write(one, samples);
    } catch (IOException | RuntimeException full) { // a codec's, too: the others go on
      failed(one, String.valueOf(full.getMessage()));
    }
    if (ending) {
      running.remove(one);
      close(one);
    }
  }

  private void write(Running one, int samples) throws IOException {
    if (one.cut != null) {
      return;
    }
    SoundFile file = one.file;
    if (file == null) {
      shelf.requireRoom();
      file = shelf.create(one.name, CHUNK, codecs);
      one.file = file;
    }
    if (samples > 0) {
      file.write(pcm, samples);
      failure = "";
    }
    if (file.millis() >= one.longest.toMillis()) {
      cut(one, "it is " + one.longest.toMinutes() + " min long");
    }
  }

  private void failed(Running one, String reason) {
    failure = one.name + ": " + reason;
    cut(one, reason);
  }

  private void cut(Running one, String reason) {
    one.cut = new Cut(clock.instant(), reason);
    LOG.warn("recording {} ends: {}", one.name, reason);
  }

  /// Ends all when the disk is nearly full.
  private void look() {
    if (running.isEmpty()) {
      return;
    }
    try {
      shelf.requireRoom();
    } catch (IOException full) {
      running.stream()
          .filter(one -> one.cut == null)
          .forEach(one -> failed(one, String.valueOf(full.getMessage())));
    }
  }

  private void close(Running one) {
    long lost = one.tap.lostMillis();
    if (lost > 0) {
      LOG.warn("recording {} lacks {} ms that could not be written in time", one.name, lost);
    }
    try {
      if (one.file != null) {
        one.file.close();
      }
    } catch (IOException | RuntimeException unwritten) {
      failed(one, String.valueOf(unwritten.getMessage()));
    }
  }

  private void tidy() {
    try {
      shelf.tidy(
          clock.instant(), running.stream().map(one -> one.name).collect(Collectors.toSet()));
    } catch (IOException unreadable) {
      failure = String.valueOf(unreadable.getMessage());
    }
  }

  /// Writes what is left and ends the writer, within 2 s.
  @Override
  public void close() {
    stop.countDown();
    try {
      if (!stopped.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("recordings: the disk does not answer");
      }
    } catch (InterruptedException wish) {
      Thread.currentThread().interrupt();
    }
  }
}
