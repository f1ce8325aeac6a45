package io.patchbay.cdr.record;

import io.grpc.Status;
import io.patchbay.cdr.aggregate.Sum;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/// A pure package with a file, a clock, gRPC, state for everybody and a way back to where it came.
public final class Wrong {
  static int count;

  private final Supplier<Instant> clock = Instant::now;

  Wrong() {
    count++;
  }

  Status at(Path file, Sum sum) {
    return Status.INTERNAL.withDescription(file + " " + sum + " " + clock.get());
  }
}
