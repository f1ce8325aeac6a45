package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.patchbay.proto.edge.v1.DrainRequest;
import io.patchbay.proto.edge.v1.DrainResponse;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// `./patchbay drain [--ask | --resume] [--deadline SECONDS] [REPLICA]`: sip-trunk takes no new
/// calls and keeps those it has.
final class DrainCommand {
  private static final int REPLICAS = 2;
  private static final int DEADLINE_S = 60;
  private static final long LOOK_MS = 500;

  private final ClientOptions options;
  private final PrintStream out;
  private final LongSupplier nanoTime;

  DrainCommand(ClientOptions options, PrintStream out, LongSupplier nanoTime) {
    this.options = options;
    this.out = out;
    this.nanoTime = nanoTime;
  }

  private record Replica(
      ManagedChannel channel, TrunkControlGrpc.TrunkControlBlockingStub control, String address) {
    DrainResponse drain(DrainRequest request) {
      return control.withDeadlineAfter(5, TimeUnit.SECONDS).drain(request);
    }
  }

  int run() throws IOException, InterruptedException {
    String token = Secrets.open(options.data(), new SecureRandom()).get("service-token");
    List<Replica> replicas = new ArrayList<>();
    try {
      for (int replica : wanted(options.words())) {
        replicas.add(replica(replica, token));
      }
      return run(replicas);
    } finally {
      replicas.forEach(replica -> replica.channel().shutdownNow());
    }
  }

  /// Which replicas the words name, from 0; no word: all.
  static List<Integer> wanted(List<String> words) {
    if (words.isEmpty()) {
      return java.util.stream.IntStream.range(0, REPLICAS).boxed().toList();
    }
    int number = UpOptions.number("drain", words.getFirst());
    if (words.size() > 1 || number < 1 || number > REPLICAS) {
      throw new StartFailure("drain " + String.join(" ", words) + ": replica 1 or 2");
    }
    return List.of(number - 1);
  }

  private Replica replica(int number, String token) {
    int port = options.ports().trunkGrpc(number);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(options.bind(), port).usePlaintext().build();
    Metadata credentials = new Metadata();
    credentials.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return new Replica(
        channel,
        TrunkControlGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials)),
        options.bind() + ":" + port);
  }

  private int run(List<Replica> replicas) throws InterruptedException {
    boolean resume = options.flags().contains("--resume");
    boolean ask = options.flags().contains("--ask");
    int deadline = deadline();
    List<Replica> there = new ArrayList<>();
    StatusRuntimeException absent = null;
    for (Replica replica : replicas) {
      try {
        print(replica.drain(DrainRequest.newBuilder().setResume(resume).setAsk(ask).build()));
        there.add(replica);
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        absent = e;
      }
    }
    if (there.isEmpty() && absent != null) {
      throw absent;
    }
    return resume || ask || awaitEmpty(there, deadline) ? 0 : 1;
  }

  private int deadline() {
    String given = options.values().getOrDefault("--deadline", String.valueOf(DEADLINE_S));
    int seconds = UpOptions.number("--deadline", given);
    if (seconds < 0 || seconds > 86_400) {
      throw new StartFailure("--deadline " + given + ": 0 to 86400 s");
    }
    return seconds;
  }

  /// Says how far it is whenever that changes. True: nothing is left.
  private boolean awaitEmpty(List<Replica> replicas, int seconds) throws InterruptedException {
    long end = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    String said = "";
    while (true) {
      List<DrainResponse> states =
          replicas.stream()
              .map(one -> one.drain(DrainRequest.newBuilder().setAsk(true).build()))
              .toList();
      int calls = states.stream().mapToInt(DrainResponse::getCalls).sum();
      int trunks = states.stream().mapToInt(DrainResponse::getTrunks).sum();
      String now = calls + " " + trunks;
      if (!now.equals(said)) {
        said = now;
        states.forEach(this::print);
      }
      if (calls == 0) {
        out.println("empty: may be stopped");
        return true;
      }
      if (nanoTime.getAsLong() >= end) {
        out.println(calls + " calls are left after " + seconds + " s");
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private void print(DrainResponse state) {
    out.printf(
        "%s: %s, %d calls, looks after %d trunks%n",
        state.getReplica(),
        state.getDraining() ? "draining" : "takes calls",
        state.getCalls(),
        state.getTrunks());
  }
}
