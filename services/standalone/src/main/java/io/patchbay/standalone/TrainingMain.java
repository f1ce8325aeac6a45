package io.patchbay.standalone;

import io.patchbay.standalone.bench.Training;
import io.patchbay.standalone.jvm.StartCache;
import java.util.Arrays;

/// Runs the gateway and an edge once, with calls, so that later starts have their classes and
/// profiles at hand.
///
/// Part of the build. A failure costs speed and nothing else: the exit code is 0, the reason is
/// printed.
public final class TrainingMain {
  private TrainingMain() {}

  public static void main(String[] arguments) {
    if (Arrays.stream(StartCache.values()).allMatch(StartCache::isFresh)) {
      System.out.println("training: the start caches are up to date");
      return;
    }
    new Training(System::nanoTime, System.out).write();
  }
}
