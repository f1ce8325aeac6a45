package io.patchbay.standalone;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Says on the terminal how far the start is: one line a step, with the seconds since the
/// beginning.
final class Progress {
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long began;

  Progress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  void step(String text) {
    synchronized (out) {
      out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
      out.flush();
    }
  }

  void plain(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }

  double seconds() {
    return (nanoTime.getAsLong() - began) / 1e9;
  }
}
