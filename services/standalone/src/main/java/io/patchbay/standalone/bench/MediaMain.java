package io.patchbay.standalone.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The media engine alone in a JVM, with the edge's options: `CALLS SECONDS PORT,PORT,… KIND`.
public final class MediaMain {
  private static final int WARM_UP_SECONDS = 6;

  private MediaMain() {}

  /// Warms up with as many calls, then measures a new engine; prints one line of `name=value`.
  public static void main(String[] arguments) {
    int calls = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    List<Integer> ports = Arrays.stream(arguments[2].split(",", -1)).map(Integer::valueOf).toList();
    var load = new MediaLoad(calls, MediaKind.named(arguments[3]), ports, System::nanoTime);
    load.run(Math.min(WARM_UP_SECONDS, seconds));
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.println(load.run(seconds));
  }
}
