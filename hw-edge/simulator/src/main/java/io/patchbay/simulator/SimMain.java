package io.patchbay.simulator;

import io.patchbay.simulator.cli.CommandLine;
import io.patchbay.simulator.cli.ServeWords;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `./patchbay sim …`: a command to a running simulator, or `sim serve`, the simulator as a
/// process.
public final class SimMain {
  private SimMain() {}

  /// Exit code 0: done; 1: did not work out; 2: wrong words.
  public static void main(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    if (words.isEmpty() || !words.get(0).equals("serve")) {
      System.exit(new CommandLine(System.out, System.err).run(words));
    }
    System.exit(serve(words.subList(1, words.size())));
  }

  private static int serve(List<String> words) {
    ServeWords wanted;
    try {
      wanted = ServeWords.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println("sim serve: " + e.getMessage());
      return 2;
    }
    SimulatorSettings settings =
        new SimulatorSettings(wanted.directory(), wanted.bind(), wanted.port(), wanted.world());
    CountDownLatch end = new CountDownLatch(1);
    try {
      Simulator simulator = Simulator.start(settings);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    simulator.close();
                    end.countDown();
                  }));
      System.out.println(
          "simulator: ports in "
              + settings.directory()
              + ", sim.v1 on "
              + settings.bind()
              + ":"
              + simulator.grpcPort());
      end.await();
      return 0;
    } catch (IOException e) {
      System.err.println("sim serve: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
