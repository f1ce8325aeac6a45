package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;

/// `./patchbay status [--secrets]`: lines, calls and services of the installation in the data
/// directory.
final class StatusCommand {
  private final ClientOptions options;
  private final ManagedChannel channel;
  private final PrintStream out;

  StatusCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.channel = channel;
    this.out = out;
  }

  int run() throws IOException, InterruptedException {
    if (!Files.exists(options.data().resolve("secrets"))) {
      throw new StartFailure(
          "--data " + options.data() + ": no installation was ever started here");
    }
    Secrets secrets = Secrets.open(options.data(), new SecureRandom());
    if (options.flags().contains("--secrets")) {
      secrets.all().forEach((name, value) -> out.println(name + " " + value));
      return 0;
    }
    int code = new StatusReport(options, channel, out).print();
    if (code == 0) {
      new TrunkReport(options, secrets, out).print();
      CodecReport.print(options, out);
    }
    return code;
  }
}
