package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// `./patchbay status|line|call|explain|replay|limits|policies|bar|sms|ussd|drain`: a client of a
/// running installation, over its public doors.
public final class ClientMain {
  private ClientMain() {}

  /// Exit codes: 0 done, 1 the gateway refused or the call failed, 2 wrong command line.
  public static void main(String[] arguments) throws InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.exit(run(List.of(arguments), in, out, err));
  }

  static int run(List<String> arguments, BufferedReader in, PrintStream out, PrintStream err)
      throws InterruptedException {
    try {
      if (arguments.isEmpty()) {
        throw new StartFailure(
            "a verb is missing: status, line, call, explain, replay, limits, policies, bar, sms,"
                + " ussd or drain");
      }
      ClientOptions options = ClientOptions.parse(arguments.subList(1, arguments.size()));
      return switch (arguments.getFirst()) {
        case "status" ->
            withChannel(options, channel -> new StatusCommand(options, channel, out).run());
        case "call" ->
            withChannel(
                options,
                channel ->
                    new CallCommand(options, channel, out, UUID.randomUUID().toString()).run());
        case "explain" ->
            withChannel(options, channel -> new ExplainCommand(options, channel, out).run());
        case "replay" ->
            withChannel(options, channel -> new ReplayCommand(options, channel, out).run());
        case "limits" ->
            withChannel(options, channel -> new LimitsCommand(options, channel, out).run());
        case "policies" ->
            withChannel(options, channel -> new PoliciesCommand(options, channel, out).run());
        case "bar" -> withChannel(options, channel -> new BarCommand(options, channel, out).run());
        case "sms" ->
            withChannel(
                options,
                channel ->
                    new SmsCommand(options, channel, out, UUID.randomUUID().toString()).run());
        case "line" ->
            withChannel(options, channel -> new LineCommand(options, channel, out).run());
        case "ussd" ->
            withChannel(options, channel -> new UssdCommand(options, channel, in, out).run());
        case "drain" -> new DrainCommand(options, out, System::nanoTime).run();
        default -> throw new StartFailure("unknown verb '" + arguments.getFirst() + "'");
      };
    } catch (StartFailure e) {
      err.println("patchbay: " + e.getMessage());
      return 2;
    } catch (StatusRuntimeException e) {
      err.println("patchbay: " + reason(e.getStatus()));
      return 1;
    } catch (IOException e) {
      err.println("patchbay: " + e.getMessage());
      return 1;
    }
  }

  private static String reason(Status status) {
    if (status.getCause() instanceof ConnectException) {
      return "not running (" + status.getCause().getMessage() + ")";
    }
    return status.getDescription() == null ? status.getCode().name() : status.getDescription();
  }

  private static int withChannel(ClientOptions options, Command command)
      throws IOException, InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(options.bind(), options.ports().publicGrpc())
            .usePlaintext()
            .build();
    try {
      return command.run(channel);
    } finally {
      channel.shutdownNow();
    }
  }

  private interface Command {
    int run(ManagedChannel channel) throws IOException, InterruptedException;
  }
}
