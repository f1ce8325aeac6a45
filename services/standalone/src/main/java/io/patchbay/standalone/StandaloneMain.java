package io.patchbay.standalone;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `./patchbay up`: the whole gateway on one machine, until it is told to stop.
public final class StandaloneMain {
  private StandaloneMain() {}

  /// Exit codes: 0 stopped by a signal, 2 the start cannot go on (one clear line says why).
  public static void main(String[] arguments) throws InterruptedException {
    var out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
    Gateway gateway = null;
    try {
      UpOptions options = UpOptions.parse(List.of(arguments));
      logTo(options.data().resolve("logs").resolve("patchbay.log"));
      gateway = new Gateway(options, new Progress(out, System::nanoTime), InstantSource.system());
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
      gateway.start();
    } catch (StartFailure e) {
      err.println("patchbay: " + e.getMessage());
      if (gateway != null) {
        gateway.close();
      }
      Runtime.getRuntime().halt(2);
    }
    new CountDownLatch(1).await();
  }

  /// Must come before the first logger is made.
  private static void logTo(Path file) {
    System.setProperty("patchbay.log.file", file.toString());
    System.setProperty("logback.configurationFile", "logback-file.xml");
  }
}
