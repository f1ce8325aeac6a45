package io.patchbay.standalone.bench;

import io.grpc.StatusRuntimeException;
import io.patchbay.simulator.api.SimFailure;
import io.patchbay.standalone.jvm.StartCache;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;
import java.util.function.LongSupplier;

/// A run of the whole gateway under load, a device attached to it, whose JVMs write the start
/// caches when they end.
public final class Training {
  private static final int LINE_CALLS = 15;
  private static final int DEVICE_CALLS = 6;
  private static final int DEVICE_SIMS = 4;
  private static final int[] RATES = {20, 60};
  private static final int SECONDS = 5;
  private static final long WRITE_SECONDS = 120;

  private final LongSupplier nanoTime;
  private final PrintStream out;

  public Training(LongSupplier nanoTime, PrintStream out) {
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /// Replaces the caches; leaves alone what does not succeed and says why.
  public void write() {
    long began = nanoTime.getAsLong();
    out.println("training: start");
    try {
      Path directory = Files.createTempDirectory("patchbay-training-");
      try {
        run(directory);
      } finally {
        RunDirectory.delete(directory);
      }
      out.printf(Locale.ROOT, "training: done in %.0f s%n", (nanoTime.getAsLong() - began) / 1e9);
    } catch (BenchFailure
        | SimFailure
        | StatusRuntimeException
        | IOException
        | UncheckedIOException e) {
      out.println("training: left out, starts will be slower: " + e.getMessage());
    }
  }

  private void run(Path directory) throws IOException {
    Path cache = directory.resolve("gateway.aot");
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
        device(directory, product);
      }
      out.println("training: writing what the gateway learned");
      keep(StartCache.GATEWAY, cache, product.stop(WRITE_SECONDS));
    }
  }

  /// Its calls are answered by the phone of the load.
  private void device(Path directory, Product product) throws IOException {
    out.printf(Locale.ROOT, "training: %d calls each way over a device%n", DEVICE_CALLS);
    Path cache = directory.resolve("device.aot");
    try (Device device =
        Device.startTraining(
            directory.resolve("device"), DEVICE_SIMS, product.uplink(), cache, nanoTime)) {
      try (var calls = new DeviceCalls(product, device, nanoTime)) {
        calls.run(DEVICE_CALLS);
      }
      out.println("training: writing what the device learned");
      keep(StartCache.EDGE, cache, device.stop(WRITE_SECONDS));
    }
  }

  private void keep(StartCache cache, Path fresh, boolean ended) throws IOException {
    if (!ended || !Files.exists(fresh)) {
      throw new BenchFailure("the JVM wrote no cache");
    }
    Files.move(fresh, cache.file(), StandardCopyOption.REPLACE_EXISTING);
    out.printf(
        Locale.ROOT,
        "training: %s has %d MB%n",
        cache.file().getFileName(),
        Files.size(cache.file()) / 1_000_000);
  }
}
