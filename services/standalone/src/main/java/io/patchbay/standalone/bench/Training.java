package io.patchbay.standalone.bench;

import io.patchbay.simulator.api.SimFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;
import java.util.function.LongSupplier;

/// A run of the whole gateway under load whose JVM writes the start cache when it ends.
public final class Training {
  private static final int LINE_CALLS = 15;
  private static final int[] RATES = {20, 60};
  private static final int SECONDS = 5;
  private static final long WRITE_SECONDS = 120;

  private final LongSupplier nanoTime;
  private final PrintStream out;

  public Training(LongSupplier nanoTime, PrintStream out) {
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /// Replaces the cache; leaves it alone and says why when the run does not succeed.
  public void write(Path cache) {
    long began = nanoTime.getAsLong();
    out.println("training: start");
    try {
      Path directory = Files.createTempDirectory("patchbay-training-");
      try {
        Path fresh = directory.resolve(cache.getFileName());
        run(directory, fresh);
        Files.move(fresh, cache, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        RunDirectory.delete(directory);
      }
      out.printf(
          Locale.ROOT,
          "training: done, %d MB in %.0f s%n",
          Files.size(cache) / 1_000_000,
          (nanoTime.getAsLong() - began) / 1e9);
    } catch (BenchFailure | SimFailure | IOException | UncheckedIOException e) {
      out.println("training: left out, starts will be slower: " + e.getMessage());
    }
  }

  private void run(Path directory, Path cache) throws IOException {
    try (Product product = Product.startTraining(directory.resolve("up"), cache, nanoTime)) {
      out.printf(Locale.ROOT, "training: %d calls each way over lines%n", LINE_CALLS);
      try (var lines = new SetupDelay(product, Clock.systemUTC(), nanoTime, out)) {
        lines.run(LINE_CALLS, 0);
      }
      try (var load = new CallLoad(product, nanoTime)) {
        for (int rate : RATES) {
          out.printf(Locale.ROOT, "training: %d calls a second%n", rate);
          load.run(rate, SECONDS);
          load.settle();
        }
      }
      out.println("training: writing what was learned");
      if (!product.stop(WRITE_SECONDS) || !Files.exists(cache)) {
        throw new BenchFailure("the JVM wrote no cache");
      }
    }
  }
}
